import {
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { currentStack } from '../support/current-stack';
import { cognitoClient } from '../support/srp-client';
import { claimsOf } from '../support/tokens';
import { createUser } from '../support/users';

const stack = currentStack();
const cognito = cognitoClient(stack);
const SCRIPTS = join(__dirname, '..', 'support', 'foreign-clients');

/** App clients without refresh token rotation, which these libraries do not know. */
async function addClient(GenerateSecret: boolean) {
  const { UserPoolClient = {} } = await cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId: stack.userPoolId,
      ClientName: 'foreign',
      GenerateSecret,
      ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
      AuthSessionValidity: 10,
    }),
  );
  return { clientId: UserPoolClient.ClientId, clientSecret: UserPoolClient.ClientSecret };
}

test.each([
  ['amazon-cognito-identity-js, whose refresh sends a DEVICE_KEY of null', 'identity-js', false],
  ['amazon-cognito-passwordless-auth', 'passwordless-auth', false],
  ['amazon-cognito-passwordless-auth with a client secret', 'passwordless-auth', true],
])('%s signs in with the code and refreshes', async (_, script, secret) => {
  const client = await addClient(secret);
  const { sub, ...user } = await createUser(stack);
  const given = JSON.stringify({
    ...client,
    ...user,
    userPoolId: stack.userPoolId,
    endpoint: `${stack.endpoints.cognito}/`,
    inbox: stack.endpoints.ses,
  });
  const file = join(SCRIPTS, `${script}.mjs`);
  const { stdout } = await promisify(execFile)(process.execPath, [file, given]);
  const { idToken, refreshedIdToken } = JSON.parse(stdout);
  for (const token of [idToken, refreshedIdToken]) {
    expect(claimsOf(token)).toMatchObject({ sub, email: user.email, email_mfa: 'true' });
  }
  const { clientId: ClientId } = client;
  await cognito.send(new DeleteUserPoolClientCommand({ UserPoolId: stack.userPoolId, ClientId }));
});
