import type { TriggerArns, Triggers } from './lambda-config';
import { idsIn } from './second-factor';

/** What the attachment and the guard watch know of their pool. They take it from their environment only. */
export interface PoolSettings {
  userPoolId: string;
  triggers: Triggers;
  unguardedClients: string[];
  bindsPass: boolean;
  /** Seconds. */
  codeLifetime: number;
}

/** The settings as environment variables. Values may be CDK tokens. */
export const toEnvironment = ({
  userPoolId,
  triggers: { arns, preTokenGenerationVersion, ownFunction },
  unguardedClients,
  bindsPass,
  codeLifetime,
}: Omit<PoolSettings, 'codeLifetime'> & { codeLifetime: string }) => ({
  USER_POOL_ID: userPoolId,
  DEFINE_AUTH_CHALLENGE: arns.defineAuthChallenge,
  CREATE_AUTH_CHALLENGE: arns.createAuthChallenge,
  VERIFY_AUTH_CHALLENGE_RESPONSE: arns.verifyAuthChallengeResponse,
  PRE_TOKEN_GENERATION: arns.preTokenGeneration,
  PRE_TOKEN_GENERATION_VERSION: preTokenGenerationVersion,
  UNGUARDED_CLIENT_IDS: unguardedClients.join(','),
  PASS_BINDING: bindsPass ? 'required' : 'off',
  CODE_LIFETIME_SECONDS: codeLifetime,
  ...(ownFunction && { OWN_FUNCTION: ownFunction }),
});

/** @throws Error that names a variable that is missing */
export function fromEnvironment(environment: NodeJS.ProcessEnv): PoolSettings {
  const required = (name: keyof ReturnType<typeof toEnvironment>): string => {
    const value = environment[name];
    if (!value) throw new Error(`Environment variable ${name} is required`);
    return value;
  };
  const arns: TriggerArns = {
    defineAuthChallenge: required('DEFINE_AUTH_CHALLENGE'),
    createAuthChallenge: required('CREATE_AUTH_CHALLENGE'),
    verifyAuthChallengeResponse: required('VERIFY_AUTH_CHALLENGE_RESPONSE'),
    preTokenGeneration: required('PRE_TOKEN_GENERATION'),
  };
  return {
    userPoolId: required('USER_POOL_ID'),
    triggers: {
      arns,
      preTokenGenerationVersion: required('PRE_TOKEN_GENERATION_VERSION'),
      ownFunction: environment.OWN_FUNCTION || undefined,
    },
    unguardedClients: idsIn(environment.UNGUARDED_CLIENT_IDS),
    bindsPass: environment.PASS_BINDING === 'required',
    codeLifetime: Number(required('CODE_LIFETIME_SECONDS')),
  };
}
