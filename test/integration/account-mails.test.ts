import {
  AdminCreateUserCommand,
  ForgotPasswordCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { randomUUID } from 'node:crypto';
import { codeIn, waitForMail } from '../support/inbox';
import { cognitoClient } from '../support/srp-client';
import { startStack, type RunningStack } from '../support/stack';
import { createUser } from '../support/users';

/** A pool that sends by SES, so that the CustomMessage trigger makes its mails. */
let running: RunningStack;
beforeAll(async () => {
  running = await startStack({
    settings: {
      sender: 'login@shop.example',
      senderIdentity: 'shop.example',
      productName: 'Shop',
      pageUrl: 'https://login.shop.example/',
    },
  });
}, 180_000);
afterAll(() => running?.stop());

const newAddress = () => `account-${randomUUID()}@example.com`;

test('sign-up and resend: layout, sender, product and language of the code mail', async () => {
  const { facts: stack } = running;
  const cognito = cognitoClient(stack);
  const email = newAddress();
  const user = { ClientId: stack.clientId, Username: email };
  const UserAttributes = [
    { Name: 'email', Value: email },
    { Name: 'locale', Value: 'fr' },
  ];
  await cognito.send(
    new SignUpCommand({ ...user, Password: `Right-${randomUUID()}`, UserAttributes }),
  );
  const mail = await waitForMail(stack, email, { subject: /Votre code de vérification Shop/ });
  expect(mail.from).toContain('login@shop.example');
  expect(codeIn(mail)).toMatch(/^\d{6}$/);
  expect(mail.body.html).toContain('class="sheet"');

  await cognito.send(new ResendConfirmationCodeCommand(user));
  const next = await waitForMail(stack, email, { after: mail });
  expect(next.subject).toBe('Votre code de vérification Shop');
});

test('password reset', async () => {
  const { facts: stack } = running;
  const { email } = await createUser(stack);
  await cognitoClient(stack).send(
    new ForgotPasswordCommand({
      ClientId: stack.clientId,
      Username: email,
      ClientMetadata: { locale: 'de' },
    }),
  );
  const mail = await waitForMail(stack, email, { subject: /Zurücksetzen des Passworts für Shop/ });
  expect(codeIn(mail)).toMatch(/^\d{6}$/);
});

test('invitation: address of the page, user name and temporary password', async () => {
  const { facts: stack } = running;
  const email = newAddress();
  const TemporaryPassword = `Right-${randomUUID()}`;
  await cognitoClient(stack).send(
    new AdminCreateUserCommand({
      UserPoolId: stack.userPoolId,
      Username: email,
      TemporaryPassword,
      UserAttributes: [{ Name: 'email', Value: email }],
    }),
  );
  const mail = await waitForMail(stack, email, { subject: /You're invited to Shop/ });
  for (const part of ['https://login.shop.example', email, TemporaryPassword]) {
    expect(mail.body.html).toContain(part);
  }
});
