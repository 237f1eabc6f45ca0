import {
  CreateUserPoolClientCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { newBinding } from '../../triggers/public-parameters';
import { codeMailedTo } from '../support/codes';
import { currentStack } from '../support/current-stack';
import { spellOut } from '../support/secrets';
import { cognitoClient, SrpClient } from '../support/srp-client';
import { TableAccess } from '../support/table';
import { Triggers } from '../support/triggers';
import { createUser, type TestUser } from '../support/users';

const stack = currentStack();
const cognito = cognitoClient(stack);
const table = new TableAccess(stack);
const triggers = new Triggers(stack);
const REFUSED = {
  name: 'UserLambdaValidationException',
  message: expect.stringContaining('EmailMfaRequired'),
};

/** An app client that allows passwords alone as well as the code: what the CDK makes if nobody names flows. */
async function mixedClient(): Promise<string> {
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId: stack.userPoolId,
      ClientName: 'mixed',
      ExplicitAuthFlows: [
        'ALLOW_CUSTOM_AUTH',
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
      ],
    }),
  );
  return UserPoolClient?.ClientId as string;
}

const byPassword = (ClientId: string, { email, password }: TestUser, metadata = newBinding()) =>
  cognito.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: email, PASSWORD: password },
      ClientMetadata: metadata,
    }),
  );

/** A right answer whose tokens nobody has fetched yet. */
async function leavePass(clientId = stack.clientId, clientMetadata = newBinding()) {
  const user = await createUser(stack);
  const challenge = await triggers.create(user, { clientId });
  const code = await codeMailedTo(stack, user.email);
  expect(await triggers.verify(user, challenge, code, { clientId, clientMetadata })).toBe(true);
  return { user, challenge, code, request: { clientId, clientMetadata } };
}

// Fails if the pass is bound to user and client only.
test('mixed client: a password alone does not take the pass of the right code', async () => {
  const clientId = await mixedClient();
  const { user, request } = await leavePass(clientId);
  await expect(byPassword(clientId, user)).rejects.toMatchObject(REFUSED);
  const bySrp = new SrpClient(stack, clientId).password(user, {
    flow: 'USER_SRP_AUTH',
    clientMetadata: newBinding(),
  });
  await expect(bySrp).rejects.toMatchObject(REFUSED);
  expect(JSON.stringify(await triggers.release(user, request))).toContain('email_mfa');
});

test('mixed client: asking again and again while the owner enters the code wins nothing', async () => {
  const clientId = await mixedClient();
  const client = new SrpClient(stack, clientId);
  for (let signIns = 0; signIns < 3; signIns++) {
    const user = await createUser(stack);
    const challenge = await client.password(user);
    const code = await codeMailedTo(stack, user.email);
    let over = false;
    const attack = (async () => {
      let refused = 0;
      for (; !over; refused++) await expect(byPassword(clientId, user)).rejects.toThrow();
      return refused;
    })();
    const done = await client.answer(challenge, code).finally(() => (over = true));
    expect(done.AuthenticationResult?.IdToken).toBeTruthy();
    expect(await attack).toBeGreaterThan(0);
  }
});

// Fails if the guard takes a missing binding for a matching one.
test.each([
  ['no clientMetadata', undefined],
  ['no binding', {}],
  ['another binding', newBinding()],
  ['a binding of another form', { binding: '' }],
])('a pass is not given for %s', async (_name, clientMetadata) => {
  const { user, request } = await leavePass();
  const asked = { clientMetadata: (clientMetadata ?? null) as never };
  await expect(triggers.release(user, asked)).rejects.toThrow('EmailMfaRequired');
  await triggers.release(user, request);
});

// Fails if Verify compares first, or counts an answer that it refuses for its missing binding.
test.each([undefined, '', 'a'.repeat(21), 'a'.repeat(87), `${'a'.repeat(21)}+`, 'ä'.repeat(30)])(
  'an answer with the binding %j is refused by its name, and not counted',
  async (binding) => {
    const user = await createUser(stack);
    const challenge = await triggers.create(user);
    const { id } = JSON.parse(challenge.challengeMetadata);
    const code = await codeMailedTo(stack, user.email);
    const clientMetadata = (binding === undefined ? {} : { binding }) as Record<string, string>;
    await expect(triggers.verify(user, challenge, code, { clientMetadata })).rejects.toThrow(
      /^EmailMfaClientOutdated: .*clientMetadata\.binding/,
    );
    expect((await table.challenge(id))?.attempts?.N).toBe('0');
    expect((await table.user(user.sub))?.failures).toBeUndefined();
    expect(await triggers.verify(user, challenge, code)).toBe(true);
  },
);

// Fails if the pass is gone once it was taken: Cognito runs the guard again when its answer was lost.
test('a repeated request gets its pass again for 15 s, and no other request does', async () => {
  const { user, request } = await leavePass();
  await triggers.release(user, request);
  const taken = Number((await table.pass(user.sub))?.takenUntil?.N);
  expect(taken - Date.now()).toBeLessThanOrEqual(15_000);
  await triggers.release(user, request);
  await expect(triggers.release(user, { clientMetadata: newBinding() })).rejects.toThrow(
    'EmailMfaRequired',
  );
  await expect(triggers.release(user, { ...request, clientId: 'another' })).rejects.toThrow(
    'EmailMfaRequired',
  );
  // Repeating does not prolong it.
  expect(Number((await table.pass(user.sub))?.takenUntil?.N)).toBe(taken);
  await table.changePass(user.sub, { takenUntil: { N: `${Date.now() - 1}` } });
  await expect(triggers.release(user, request)).rejects.toThrow('EmailMfaRequired');
});

// Fails if a second right answer, such as one from a session used again, moves the pass to its own binding.
test('the binding of the first right answer stays', async () => {
  const { user, challenge, code, request } = await leavePass();
  const thief = { clientMetadata: newBinding() };
  await triggers.verify(user, challenge, code, thief);
  await expect(triggers.release(user, thief)).rejects.toThrow('EmailMfaRequired');
  await triggers.release(user, request);
});

// Fails if the binding itself is stored.
test('table reader: the binding is nowhere in the table or its stream', async () => {
  const { request } = await leavePass();
  const everything = spellOut([await table.everyRecord(), await table.everyStreamRecord()]);
  expect(everything).not.toContain(request.clientMetadata.binding);
});
