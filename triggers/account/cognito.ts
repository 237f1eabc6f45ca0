import {
  CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  GetUserCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CLIENT_OPTIONS } from '../runtime/client-options';
import type { Caller } from './caller';
import { Problem, type ProblemCode } from './problems';

const client = new CognitoIdentityProviderClient(CLIENT_OPTIONS);

/** What Cognito's refusals mean for the caller; any other error is on our side. */
const MEANING: Record<string, ProblemCode> = {
  NotAuthorizedException: 'SIGN_IN_AGAIN',
  PasswordResetRequiredException: 'SIGN_IN_AGAIN',
  UserNotConfirmedException: 'SIGN_IN_AGAIN',
  UserNotFoundException: 'SIGN_IN_AGAIN',
  ForbiddenException: 'SIGN_IN_AGAIN',
  AliasExistsException: 'ADDRESS_TAKEN',
  CodeMismatchException: 'CODE_WRONG',
  ExpiredCodeException: 'CODE_WRONG',
  CodeDeliveryFailureException: 'ADDRESS_INVALID',
  LimitExceededException: 'TOO_MANY_REQUESTS',
};

/** @throws Problem for a refusal of Cognito; any other error as it is */
async function ask<Result>(call: Promise<Result>, meaning = MEANING): Promise<Result> {
  try {
    return await call;
  } catch (error) {
    const code = meaning[(error as Error).name];
    throw code ? new Problem(code) : error;
  }
}

/** A user as Cognito shows them to themselves. */
export interface Account {
  accessToken: string;
  email: string | undefined;
  /** Language tag. */
  locale: string | undefined;
}

/**
 * The user behind an access token. Cognito checks that it is valid and not revoked, and that its user exists and is
 * enabled, which no signature shows.
 * @throws Problem unless both tokens are of one sign-in of one user
 */
export async function accountOf(caller: Caller, accessToken: string | undefined): Promise<Account> {
  if (!accessToken) throw new Problem('SIGN_IN_AGAIN');
  const command = new GetUserCommand({ AccessToken: accessToken });
  // InvalidParameter: text that is no token.
  const meaning = { ...MEANING, InvalidParameterException: 'SIGN_IN_AGAIN' } as const;
  const { UserAttributes = [] } = await ask(client.send(command), meaning);
  const attribute = (name: string) => UserAttributes.find(({ Name }) => Name === name)?.Value;
  if (attribute('sub') !== caller.sub || originJtiOf(accessToken) !== caller.originJti) {
    throw new Problem('SIGN_IN_AGAIN');
  }
  return { accessToken, email: attribute('email'), locale: attribute('locale') };
}

/** Of a token that Cognito has accepted. */
function originJtiOf(accessToken: string): unknown {
  const payload = Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString();
  return (JSON.parse(payload) as { origin_jti?: unknown }).origin_jti;
}

/** Whether the pool keeps the old address until the new one is confirmed. */
export async function keepsOriginal(userPoolId: string): Promise<boolean> {
  const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }));
  const kept = UserPool?.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate;
  return kept?.includes('email') ?? false;
}

/** Has Cognito mail a code to the new address. */
export async function requestAddress({ accessToken }: Account, address: string): Promise<void> {
  const UserAttributes = [{ Name: 'email', Value: address }];
  const command = new UpdateUserAttributesCommand({ AccessToken: accessToken, UserAttributes });
  await ask(client.send(command), { ...MEANING, InvalidParameterException: 'ADDRESS_INVALID' });
}

/** Makes the new address count. */
export async function confirmAddress({ accessToken }: Account, code: string): Promise<void> {
  const request = { AccessToken: accessToken, AttributeName: 'email', Code: code };
  await ask(client.send(new VerifyUserAttributeCommand(request)));
}
