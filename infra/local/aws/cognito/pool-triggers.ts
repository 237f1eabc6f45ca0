import { toRecord } from './attributes';
import { hidesUnknownUsers } from './app-client';
import type { Strings } from './auth-request';
import { CognitoError, unrecognizableOutput } from './errors';
import type { Round } from './sessions';
import type { TriggerInvoker } from './trigger-invoker';
import {
  CODE,
  USERNAME,
  type ClaimOverrides,
  type CustomMessage,
  type MailSource,
  type MigratedUser,
  type TokenOverrides,
  type TokenSource,
  type TriggerContext,
} from './trigger-types';
import type { User } from './user-pool';

/** Stands for the client when an admin calls. */
const NO_CLIENT = 'CLIENT_ID_NOT_APPLICABLE';

const userAttributes = (user: User | undefined): Strings =>
  user ? { ...toRecord(user.Attributes), 'cognito:user_status': user.UserStatus } : {};

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

type Response = Record<string, unknown>;

/** The triggers of a pool: Cognito's events in, checked answers out. A trigger that the pool lacks does nothing. */
export class Triggers {
  constructor(
    private readonly invoker: TriggerInvoker,
    private readonly region: string,
  ) {}

  async preSignUp(
    context: TriggerContext & { user: User },
    source: 'SignUp' | 'AdminCreateUser',
    validationData: Strings,
  ) {
    const response = await this.run('PreSignUp', source, context, {
      request: { validationData },
      response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    });
    return {
      autoConfirmUser: optional<boolean>(response['autoConfirmUser'], 'boolean') ?? false,
      autoVerifyEmail: optional<boolean>(response['autoVerifyEmail'], 'boolean') ?? false,
    };
  }

  async postConfirmation(
    context: TriggerContext,
    source: 'ConfirmSignUp' | 'ConfirmForgotPassword',
  ): Promise<void> {
    await this.run('PostConfirmation', source, context, { request: {}, response: {} });
  }

  /** @param validationData the client's metadata of InitiateAuth */
  async preAuthentication(context: TriggerContext, validationData: Strings): Promise<void> {
    await this.run('PreAuthentication', 'Authentication', context, {
      request: { validationData, ...userNotFound(context) },
      response: {},
    });
  }

  async postAuthentication(context: TriggerContext): Promise<void> {
    await this.run('PostAuthentication', 'Authentication', context, {
      request: { newDeviceUsed: false },
      response: {},
    });
  }

  /** @returns undefined if the function knows no such user */
  async userMigration(
    context: TriggerContext,
    source: 'Authentication' | 'ForgotPassword',
    { password, validationData }: { password?: string; validationData: Strings },
  ): Promise<MigratedUser | undefined> {
    const response = await this.run('UserMigration', source, context, {
      request: { password, validationData },
      response: {
        userAttributes: null,
        finalUserStatus: null,
        messageAction: null,
        desiredDeliveryMediums: null,
        forceAliasCreation: null,
      },
    });
    const attributes = strings(response['userAttributes']);
    return (
      attributes && {
        userAttributes: attributes,
        finalUserStatus: optional<string>(response['finalUserStatus'], 'string'),
        messageAction: optional<string>(response['messageAction'], 'string'),
      }
    );
  }

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

  /** @returns the texts that the trigger writes */
  async customMessage(context: TriggerContext, source: MailSource): Promise<CustomMessage> {
    const response = await this.run('CustomMessage', source, context, {
      request: {
        codeParameter: CODE,
        linkParameter: '{##Click Here##}',
        usernameParameter: source === 'AdminCreateUser' ? USERNAME : null,
      },
      response: { smsMessage: null, emailMessage: null, emailSubject: null },
    });
    return {
      emailSubject: optional<string>(response['emailSubject'], 'string'),
      emailMessage: optional<string>(response['emailMessage'], 'string'),
    };
  }

  async preTokenGeneration(
    context: TriggerContext & { user: User },
    source: TokenSource,
    groups: readonly string[],
    scopes: readonly string[],
  ): Promise<TokenOverrides> {
    const config = context.pool.LambdaConfig ?? {};
    const arn = config.PreTokenGenerationConfig?.LambdaArn ?? config['PreTokenGeneration'];
    if (!arn) return { idToken: {}, accessToken: {} };

    const version = config.PreTokenGenerationConfig?.LambdaVersion ?? 'V1_0';
    const withAccessToken = version !== 'V1_0';
    const field = withAccessToken ? 'claimsAndScopeOverrideDetails' : 'claimsOverrideDetails';
    const response = await this.invoker.invoke('PreTokenGeneration', arn, {
      ...this.envelope(context, `TokenGeneration_${source}`, version.charAt(1)),
      request: {
        userAttributes: userAttributes(context.user),
        groupConfiguration: {
          groupsToOverride: groups,
          iamRolesToOverride: [],
          preferredRole: null,
        },
        ...(withAccessToken && { scopes }),
        ...metadataOf(context),
      },
      response: { [field]: null },
    });

    const details = (response[field] ?? {}) as ClaimOverrides & {
      idTokenGeneration?: ClaimOverrides | null;
      accessTokenGeneration?: ClaimOverrides | null;
      groupOverrideDetails?: { groupsToOverride?: string[] | null } | null;
    };
    if (!withAccessToken) strings(details.claimsToAddOrOverride);
    return {
      idToken: (withAccessToken ? details.idTokenGeneration : details) ?? {},
      accessToken: (withAccessToken && details.accessTokenGeneration) || {},
      groups: details.groupOverrideDetails?.groupsToOverride ?? undefined,
    };
  }

  private runChallengeTrigger(
    trigger: 'DefineAuthChallenge' | 'CreateAuthChallenge' | 'VerifyAuthChallengeResponse',
    context: TriggerContext,
    event: { request: object; response: object },
  ): Promise<Response> {
    if (!context.pool.LambdaConfig?.[trigger]) {
      throw new CognitoError(
        'InvalidParameterException',
        'Custom auth lambda trigger is not configured for the user pool.',
      );
    }
    const request = { ...event.request, ...userNotFound(context) };
    return this.run(trigger, 'Authentication', context, { ...event, request });
  }

  private async run(
    trigger: string,
    source: string,
    context: TriggerContext,
    event: { request: object; response: object },
  ): Promise<Response> {
    const arn = context.pool.LambdaConfig?.[trigger];
    if (!arn) return {};
    return this.invoker.invoke(trigger, arn, {
      ...this.envelope(context, `${trigger}_${source}`, '1'),
      request: {
        userAttributes: userAttributes(context.user),
        ...event.request,
        ...metadataOf(context),
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

const metadataOf = ({ clientMetadata }: TriggerContext) =>
  clientMetadata ? { clientMetadata } : {};

/** The flag is there only for clients that hide which users exist. */
const userNotFound = ({ client, user }: TriggerContext) =>
  client && hidesUnknownUsers(client) ? { userNotFound: !user } : {};
