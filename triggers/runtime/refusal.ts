import { formatRefusal, type Refusal, type RefusalCode } from '../public-parameters';

type Wording = Pick<Refusal, 'code' | 'message'>;

export const LOCKED: Wording = {
  code: 'EmailMfaLocked',
  message:
    'Too many wrong codes were entered for this account, so it gets no codes for now. If that was not you, change your password.',
};
export const TOO_MANY_CODES: Wording = {
  code: 'EmailMfaTooManyCodes',
  message: 'Too many codes were asked for. Please wait before asking for another.',
};
export const UNVERIFIED_ADDRESS: Wording = {
  code: 'EmailMfaUnverifiedAddress',
  message:
    'This account has no verified e-mail address to send a code to. Please ask an administrator.',
};
export const CODE_REQUIRED: Wording = {
  code: 'EmailMfaRequired',
  message: 'Signing in needs the code that is sent by e-mail.',
};
const UNAVAILABLE: Wording = {
  code: 'EmailMfaUnavailable',
  message: 'Signing in is not possible at the moment. Please try again later.',
};

/** A refusal for people. Cognito hands its message to the client, so it never holds anything else. */
export class UserFacingError extends Error {
  override name = 'UserFacingError';

  readonly code: RefusalCode;

  /** @param retryAt epoch milliseconds when trying again makes sense */
  constructor(wording: Wording, retryAt?: number) {
    super(
      formatRefusal({
        ...wording,
        ...(retryAt !== undefined && { retryAt: new Date(retryAt).toISOString() }),
      }),
    );
    this.code = wording.code;
  }
}

export interface TriggerEvent {
  callerContext: { clientId: string };
  request: { userAttributes: Record<string, string> };
}

/** Who signs in, and where. */
export type Who = { sub: string | undefined; clientId: string };

/** Takes down what Cognito and the client are not told. */
export interface Notes {
  refused?(code: RefusalCode, who: Who): void;
  failed(error: unknown, who: Who): void;
}

/**
 * Wraps a trigger so that it fails closed: a refusal for people passes through, any other error becomes
 * one generic message.
 */
export function trigger<Event extends TriggerEvent>(
  notes: Notes,
  handle: (event: Event, who: Who) => Promise<Event>,
): (event: Event) => Promise<Event> {
  return async (event) => {
    const who = {
      sub: event.request.userAttributes?.sub,
      clientId: event.callerContext.clientId,
    };
    try {
      return await handle(event, who);
    } catch (error) {
      if (error instanceof UserFacingError) {
        notes.refused?.(error.code, who);
        throw error;
      }
      notes.failed(error, who);
      throw new UserFacingError(UNAVAILABLE);
    }
  };
}
