import type { PostConfirmationTriggerEvent } from 'aws-lambda';
import { responseOfOwn } from '../runtime/own-function';
import { afterPasswordReset } from '../runtime/password-reset';

const ownFunction = process.env.OWN_FUNCTION_ARN;

/**
 * What follows a password reset by email; sign-ups are left alone. Then the app's own PostConfirmation function
 * runs, if there is one, and its error passes through, as if Cognito had called it.
 */
export async function handler(
  event: PostConfirmationTriggerEvent,
): Promise<PostConfirmationTriggerEvent> {
  if (event.triggerSource === 'PostConfirmation_ConfirmForgotPassword') {
    await afterPasswordReset(event);
  }
  if (ownFunction) await responseOfOwn(ownFunction, event);
  return event;
}
