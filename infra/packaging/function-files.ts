import { join } from 'node:path';

/** Source of each Lambda function, from the root of the repository, without its extension. */
export const FUNCTION_FILES = {
  DefineAuthChallenge: 'triggers/handlers/define-auth-challenge',
  CreateAuthChallenge: 'triggers/handlers/create-auth-challenge',
  VerifyAuthChallengeResponse: 'triggers/handlers/verify-auth-challenge-response',
  PreTokenGeneration: 'triggers/handlers/pre-token-generation',
  SendCode: 'triggers/handlers/send-code',
  MailEvents: 'triggers/handlers/mail-feedback',
  AuditTrail: 'triggers/handlers/audit-trail',
  ExistingUserPool: 'infra/handlers/attach-triggers',
} as const;
export type FunctionName = keyof typeof FUNCTION_FILES;

/** Folder of each function's bundle; its handler is `index.handler`. */
export type Bundles = Record<FunctionName, string>;

/** The bundles as `bundleFunctions` lays them out. */
export function bundlesIn(folder: string): Bundles {
  const names = Object.keys(FUNCTION_FILES) as FunctionName[];
  return Object.fromEntries(names.map((name) => [name, join(folder, name)])) as Bundles;
}

/** The bundles that the package brings along, so that its users need no bundling tool. */
export function prebuiltBundles(): Bundles {
  return bundlesIn(join(__dirname, 'bundles'));
}
