import type { CustomMessageTriggerEvent } from 'aws-lambda';
import { logError } from '../audit/log';
import { readAppearance } from './appearance';
import { toLocaleList } from './locales';
import type { CognitoMail, Template } from './message';

const appearance = readAppearance();

/** Mails with a code by trigger source, with the hours that Cognito's code lives. */
const CODES: Record<string, { kind: 'signUp' | 'passwordReset' | 'newAddress'; lifetime: number }> =
  {
    CustomMessage_SignUp: { kind: 'signUp', lifetime: 24 },
    CustomMessage_ResendCode: { kind: 'signUp', lifetime: 24 },
    CustomMessage_ForgotPassword: { kind: 'passwordReset', lifetime: 1 },
    CustomMessage_UpdateUserAttribute: { kind: 'newAddress', lifetime: 24 },
    CustomMessage_VerifyUserAttribute: { kind: 'newAddress', lifetime: 24 },
  };

/**
 * Makes the CustomMessage trigger, which gives Cognito's own mails the layout, languages and words of the code
 * mail. If a mail can't be made, the event goes back unchanged and Cognito sends its standard text: an error
 * would fail the sign-up or the reset.
 */
export const customMessage =
  (template: Template<CognitoMail>) =>
  async (event: CustomMessageTriggerEvent): Promise<CustomMessageTriggerEvent> => {
    try {
      const mail = contentOf(event);
      if (mail) Object.assign(event.response, toResponse(mail, template));
    } catch (error) {
      logError('mail.custom-message-failed', error, {
        sub: event.request.userAttributes.sub,
        reason: event.triggerSource,
      });
    }
    return event;
  };

/** @returns undefined for messages that are not by email or that verify by a link */
function contentOf({ triggerSource, request }: CustomMessageTriggerEvent): CognitoMail | undefined {
  const { userAttributes, clientMetadata, codeParameter, usernameParameter } = request;
  const common = {
    ...appearance,
    locales: toLocaleList(userAttributes.locale, clientMetadata?.locale)?.split(',') ?? [],
    timeZone: undefined,
  };
  if (!codeParameter) return undefined;
  if (triggerSource === 'CustomMessage_AdminCreateUser') {
    if (!usernameParameter) return undefined;
    const placeholders = { username: usernameParameter, temporaryPassword: codeParameter };
    return { ...common, kind: 'invitation', ...placeholders };
  }
  const code = CODES[triggerSource];
  return code && { ...common, ...code, code: codeParameter };
}

/**
 * The subject has no code, because Cognito replaces placeholders in the body only.
 * @throws Error if a template leaves out what Cognito requires
 */
function toResponse(mail: CognitoMail, template: Template<CognitoMail>) {
  const { subject, html } = template(mail);
  const required =
    mail.kind === 'invitation' ? [mail.username, mail.temporaryPassword] : [mail.code];
  if (!required.every((placeholder) => html.includes(placeholder))) {
    throw new Error('The template leaves out a placeholder');
  }
  return {
    // Cognito refuses invisible characters.
    emailSubject: subject.replace(/\p{C}/gu, ''),
    emailMessage: html.replace(/\p{C}/gu, (character) => `&#${character.codePointAt(0)};`),
  };
}
