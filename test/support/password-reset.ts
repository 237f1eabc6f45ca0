import {
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { randomUUID } from 'node:crypto';
import type { StackFacts } from '../../infra/cli/stack-file';
import { codeIn, mailsTo, waitForMail } from './inbox';
import { cognitoClient } from './srp-client';

/**
 * Resets a password by email, as the sign-in page does.
 * @returns the new password
 */
export async function resetPassword(
  stack: StackFacts,
  email: string,
  ClientMetadata: Record<string, string> = {},
): Promise<string> {
  const cognito = cognitoClient(stack);
  const request = { ClientId: stack.clientId, Username: email, ClientMetadata };
  const after = (await mailsTo(stack, email)).at(-1);
  await cognito.send(new ForgotPasswordCommand(request));
  const ConfirmationCode = codeIn(await waitForMail(stack, email, after && { after }));
  const Password = `New-${randomUUID()}`;
  await cognito.send(new ConfirmForgotPasswordCommand({ ...request, Password, ConfirmationCode }));
  return Password;
}
