import type { ExtraFunction, ExtraTrigger } from './extra-triggers';
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
  triggers: { arns, preTokenGenerationVersion, ownFunction, extras = {} },
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
  ...extraVariables('CUSTOM_MESSAGE', extras.customMessage),
  ...extraVariables('POST_CONFIRMATION', extras.postConfirmation),
});

const extraVariables = (name: string, extra?: ExtraFunction): Record<string, string> => ({
  ...(extra && { [name]: extra.arn }),
  ...(extra?.ownFunction && { [`OWN_${name}`]: extra.ownFunction }),
});

/** @throws Error that names a variable that is missing */
export function fromEnvironment(environment: NodeJS.ProcessEnv): PoolSettings {
  const required = (name: string): string => {
    const value = environment[name];
    if (!value) throw new Error(`Environment variable ${name} is required`);
    return value;
  };
  const extra = (trigger: ExtraTrigger, name: string) => {
    const arn = environment[name];
    return arn ? { [trigger]: { arn, ownFunction: environment[`OWN_${name}`] || undefined } } : {};
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
      extras: {
        ...extra('customMessage', 'CUSTOM_MESSAGE'),
        ...extra('postConfirmation', 'POST_CONFIRMATION'),
      },
    },
    unguardedClients: idsIn(environment.UNGUARDED_CLIENT_IDS),
    bindsPass: environment.PASS_BINDING === 'required',
    codeLifetime: Number(required('CODE_LIFETIME_SECONDS')),
  };
}
