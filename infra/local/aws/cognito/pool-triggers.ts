import { CognitoError } from 'cognito-local/lib/errors';
import type { Messages } from 'cognito-local/lib/services/messages';
import {
  attributesToRecord,
  type User,
  type UserPool,
} from 'cognito-local/lib/services/userPoolService';

import { hidesUnknownUsers, type AppClient } from './app-client';
import { unrecognizableOutput } from './errors';
import type { TriggerInvoker } from './trigger-invoker';
import type { Round } from './sessions';

/** Who and what a trigger runs for. */
export interface TriggerContext {
  pool: UserPool;
  /** Undefined when an admin calls. */
  client: AppClient | undefined;
  userName: string;
  /** Undefined for a user who does not exist. */
  user: User | undefined;
  /** What the client sent with RespondToAuthChallenge; Cognito passes none on from InitiateAuth. */
  clientMetadata: Record<string, string> | undefined;
}

/** Stands for the client when an admin calls. */
const NO_CLIENT = 'CLIENT_ID_NOT_APPLICABLE';

type Strings = Record<string, string>;

export interface ClaimOverrides {
  claimsToAddOrOverride?: Record<string, unknown> | null;
  claimsToSuppress?: string[] | null;
  scopesToAdd?: string[] | null;
  scopesToSuppress?: string[] | null;
}

export interface TokenOverrides {
  idToken: ClaimOverrides;
  accessToken: ClaimOverrides;
  groups?: string[];
}

/** Placeholders in the texts of Cognito's mails. */
export const CODE = '{####}';
export const USERNAME = '{username}';

/** What a mail is for, as in the trigger source. */
export type MailSource = Parameters<Messages['deliver']>[1];

/** Texts of one of Cognito's mails. */
export interface CustomMessage {
  emailSubject?: string | undefined;
  emailMessage?: string | undefined;
}

export type TokenSource = 'Authentication' | 'NewPasswordChallenge' | 'RefreshTokens';

const userAttributes = (user: User | undefined): Strings =>
  user
    ? { ...attributesToRecord(user.Attributes), 'cognito:user_status': String(user.UserStatus) }
    : {};

/** A map of strings, or undefined if the function left it out. */
function strings(value: unknown): Strings | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) throw unrecognizableOutput();
  if (Object.values(value).some((entry) => typeof entry !== 'string')) throw unrecognizableOutput();
  return value as Strings;
}

function optional<T>(value: unknown, type: 'string' | 'boolean'): T | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== type) throw unrecognizableOutput();
  return value as T;
}

/** The triggers of a pool: Cognito's events in, checked answers out. */
export class Triggers {
  constructor(
    private readonly invoker: TriggerInvoker,
    private readonly region: string,
  ) {}

  async defineAuthChallenge(context: TriggerContext, session: readonly Round[]) {
    const response = await this.runChallengeTrigger('DefineAuthChallenge', context, {
      request: { session },
      response: { challengeName: null, issueTokens: null, failAuthentication: null },
    });
    return {
      challengeName: optional<string>(response['challengeName'], 'string'),
      issueTokens: optional<boolean>(response['issueTokens'], 'boolean') ?? false,
      failAuthentication: optional<boolean>(response['failAuthentication'], 'boolean') ?? false,
    };
  }

  async createAuthChallenge(context: TriggerContext, session: readonly Round[]) {
    const response = await this.runChallengeTrigger('CreateAuthChallenge', context, {
      request: { challengeName: 'CUSTOM_CHALLENGE', session },
      response: {
        publicChallengeParameters: null,
        privateChallengeParameters: null,
        challengeMetadata: null,
      },
    });
    return {
      publicParameters: strings(response['publicChallengeParameters']) ?? {},
      privateParameters: strings(response['privateChallengeParameters']) ?? {},
      metadata: optional<string>(response['challengeMetadata'], 'string') ?? null,
    };
  }

  async verifyAuthChallengeResponse(
    context: TriggerContext,
    privateChallengeParameters: Strings,
    challengeAnswer: string,
  ): Promise<boolean> {
    const response = await this.runChallengeTrigger('VerifyAuthChallengeResponse', context, {
      request: { privateChallengeParameters, challengeAnswer },
      response: { answerCorrect: null },
    });
    return optional<boolean>(response['answerCorrect'], 'boolean') ?? false;
  }

  /** @returns the parts of the mail that the trigger writes; none if the pool has no such trigger. */
  async customMessage(
    context: TriggerContext & { user: User },
    source: MailSource,
  ): Promise<CustomMessage> {
    const arn = context.pool.LambdaConfig?.CustomMessage;
    if (!arn) return {};
    const response = await this.invoker.invoke('CustomMessage', arn, {
      ...this.envelope(context, `CustomMessage_${source}`, '1'),
      request: {
        userAttributes: userAttributes(context.user),
        codeParameter: CODE,
        linkParameter: '{##Click Here##}',
        usernameParameter: source === 'AdminCreateUser' ? USERNAME : null,
        ...(context.clientMetadata && { clientMetadata: context.clientMetadata }),
      },
      response: { smsMessage: null, emailMessage: null, emailSubject: null },
    });
    return {
      emailSubject: optional<string>(response['emailSubject'], 'string'),
      emailMessage: optional<string>(response['emailMessage'], 'string'),
    };
  }

  /** @returns nothing to override if the pool has no such trigger. */
  async preTokenGeneration(
    context: TriggerContext & { user: User },
    source: TokenSource,
    groups: readonly string[],
    scopes: readonly string[],
  ): Promise<TokenOverrides> {
    const config = context.pool.LambdaConfig ?? {};
    const arn = config.PreTokenGenerationConfig?.LambdaArn ?? config.PreTokenGeneration;
    if (!arn) return { idToken: {}, accessToken: {} };

    const v2 = (config.PreTokenGenerationConfig?.LambdaVersion ?? 'V1_0') !== 'V1_0';
    const detailsField = v2 ? 'claimsAndScopeOverrideDetails' : 'claimsOverrideDetails';
    const response = await this.invoker.invoke('PreTokenGeneration', arn, {
      ...this.envelope(context, `TokenGeneration_${source}`, v2 ? '2' : '1'),
      request: {
        userAttributes: userAttributes(context.user),
        groupConfiguration: {
          groupsToOverride: groups,
          iamRolesToOverride: [],
          preferredRole: null,
        },
        ...(v2 && { scopes }),
        ...(context.clientMetadata && { clientMetadata: context.clientMetadata }),
      },
      response: { [detailsField]: null },
    });

    const details = (response[detailsField] ?? {}) as ClaimOverrides & {
      idTokenGeneration?: ClaimOverrides | null;
      accessTokenGeneration?: ClaimOverrides | null;
      groupOverrideDetails?: { groupsToOverride?: string[] | null } | null;
    };
    if (!v2) strings(details.claimsToAddOrOverride);
    return {
      idToken: (v2 ? details.idTokenGeneration : details) ?? {},
      accessToken: (v2 && details.accessTokenGeneration) || {},
      groups: details.groupOverrideDetails?.groupsToOverride ?? undefined,
    };
  }

  private runChallengeTrigger(
    trigger: 'DefineAuthChallenge' | 'CreateAuthChallenge' | 'VerifyAuthChallengeResponse',
    context: TriggerContext,
    event: { request: object; response: object },
  ): Promise<Record<string, unknown>> {
    const arn = context.pool.LambdaConfig?.[trigger];
    if (!arn) {
      throw new CognitoError(
        'InvalidParameterException',
        'Custom auth lambda trigger is not configured for the user pool.',
      );
    }
    return this.invoker.invoke(trigger, arn, {
      ...this.envelope(context, `${trigger}_Authentication`, '1'),
      request: {
        userAttributes: userAttributes(context.user),
        ...event.request,
        ...(context.clientMetadata && { clientMetadata: context.clientMetadata }),
        ...(context.client && hidesUnknownUsers(context.client) && { userNotFound: !context.user }),
      },
      response: event.response,
    });
  }

  private envelope({ pool, client, userName }: TriggerContext, triggerSource: string, v: string) {
    return {
      version: v,
      region: this.region,
      userPoolId: pool.Id,
      userName,
      callerContext: {
        awsSdkVersion: 'aws-sdk-unknown-unknown',
        clientId: client?.ClientId ?? NO_CLIENT,
      },
      triggerSource,
    };
  }
}
