import { logError, type LogFields } from './log';
import { formatRefusal, type Refusal, type RefusalCode } from './public-parameters';

const MESSAGES: Record<RefusalCode, string> = {
  EmailMfaLocked:
    'Too many wrong codes were entered for this account, so it gets no codes for now. If that was not you, change your password.',
  EmailMfaTooManyCodes: 'Too many codes were asked for. Please wait before asking for another.',
  EmailMfaUnverifiedAddress:
    'This account has no verified e-mail address to send a code to. Please ask an administrator.',
  EmailMfaRequired: 'Signing in needs the code that is sent by e-mail.',
  EmailMfaUnavailable: 'Signing in is not possible at the moment. Please try again later.',
};

/** A refusal for people. Cognito hands its message to the client, so it never holds anything else. */
export class UserFacingError extends Error {
  override name = 'UserFacingError';

  /** @param retryAt epoch milliseconds when trying again makes sense */
  constructor(
    readonly code: RefusalCode,
    retryAt?: number,
  ) {
    const refusal: Refusal = {
      code,
      message: MESSAGES[code],
      ...(retryAt !== undefined && { retryAt: new Date(retryAt).toISOString() }),
    };
    super(formatRefusal(refusal));
  }
}

interface TriggerEvent {
  callerContext: { clientId: string };
  request: { userAttributes: Record<string, string> };
}

/**
 * Wraps a trigger so that it fails closed: a refusal for people passes through, any other error becomes
 * one generic message, its cause in the log.
 */
export function trigger<Event extends TriggerEvent>(
  name: string,
  handle: (event: Event, fields: LogFields) => Promise<Event>,
): (event: Event) => Promise<Event> {
  return async (event) => {
    const fields: LogFields = {
      sub: event.request.userAttributes?.sub,
      clientId: event.callerContext.clientId,
    };
    try {
      return await handle(event, fields);
    } catch (error) {
      if (error instanceof UserFacingError) {
        logError(`${name}.refused`, error, { ...fields, reason: error.code });
        throw error;
      }
      logError(`${name}.failed`, error, fields);
      throw new UserFacingError('EmailMfaUnavailable');
    }
  };
}
