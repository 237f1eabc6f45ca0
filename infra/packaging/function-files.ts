import { join } from 'node:path';

/** Source file of each Lambda function, relative to the repository, without extension. */
export const FUNCTION_FILES = {
  DefineAuthChallenge: 'triggers/handlers/define-auth-challenge',
  CreateAuthChallenge: 'triggers/handlers/create-auth-challenge',
  VerifyAuthChallengeResponse: 'triggers/handlers/verify-auth-challenge-response',
  PreTokenGeneration: 'triggers/handlers/pre-token-generation',
  CustomMessage: 'triggers/handlers/custom-message',
  PostConfirmation: 'triggers/handlers/post-confirmation',
  SendCode: 'triggers/handlers/send-code',
  MailEvents: 'triggers/handlers/mail-feedback',
  AuditTrail: 'triggers/handlers/audit-trail',
  PublicKeys: 'infra/handlers/read-public-key',
  AccountApi: 'triggers/handlers/account-api',
  ExistingUserPool: 'infra/handlers/attach-triggers',
  GuardWatch: 'infra/handlers/guard-watch',
} as const;
export type FunctionName = keyof typeof FUNCTION_FILES;

/** Folder of each function's bundle; its handler is `index.handler`. */
export type Bundles = Record<FunctionName, string>;

/** The folders that `bundleTriggers` writes to. */
export function bundlesIn(folder: string): Bundles {
  const names = Object.keys(FUNCTION_FILES) as FunctionName[];
  return Object.fromEntries(names.map((name) => [name, join(folder, name)])) as Bundles;
}

/** The bundles in the package, so that consumers need no bundler. */
export function prebuiltBundles(): Bundles {
  return bundlesIn(join(__dirname, 'bundles'));
}
