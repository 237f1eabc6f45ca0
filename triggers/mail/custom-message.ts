import type { CustomMessageTriggerEvent } from 'aws-lambda';
import { logError } from '../audit/log';
import { FunctionError } from '../runtime/invoke-function';
import { responseOfOwn } from '../runtime/own-function';
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

type Texts = CustomMessageTriggerEvent['response'];

/**
 * Makes the CustomMessage trigger, which gives Cognito's own mails the layout, languages and words of the code
 * mail. If a mail can't be made, the event goes back unchanged and Cognito sends its standard text: an error
 * would fail the sign-up or the reset.
 * @param ownFunction ARN of the app's own CustomMessage function. What it sets stands, and ours fills in the
 *   rest. An error of its own passes through, as if Cognito had called it.
 */
export const customMessage =
  (template: Template<CognitoMail>, ownFunction?: string) =>
  async (event: CustomMessageTriggerEvent): Promise<CustomMessageTriggerEvent> => {
    const theirs = ownFunction ? await textsOfOwn(ownFunction, event) : {};
    const response = { ...event.response, ...theirs };
    // A body of theirs goes with a subject of theirs, or with Cognito's.
    if (theirs.emailMessage) return { ...event, response };
    try {
      const mail = contentOf(event);
      return {
        ...event,
        response: { ...response, ...(mail && toResponse(mail, template)), ...theirs },
      };
    } catch (error) {
      logError('mail.custom-message-failed', error, fieldsOf(event));
      return { ...event, response };
    }
  };

/** @throws FunctionError with the function's own error; one that can't be reached is only logged */
async function textsOfOwn(ownFunction: string, event: CustomMessageTriggerEvent) {
  try {
    const texts = await responseOfOwn<Texts>(ownFunction, event);
    return Object.fromEntries(Object.entries(texts).filter(([, text]) => text)) as Partial<Texts>;
  } catch (error) {
    if (error instanceof FunctionError) throw error;
    logError('mail.own-function-failed', error, fieldsOf(event));
    return {};
  }
}

const fieldsOf = (event: CustomMessageTriggerEvent) => ({
  sub: event.request.userAttributes.sub,
  reason: event.triggerSource,
});

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
