import { formatRefusal, type Refusal, type RefusalCode } from '../public-parameters';

const MINUTE = 60_000;

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
export const CLIENT_OUTDATED: Wording = {
  code: 'EmailMfaClientOutdated',
  message:
    'This app is out of date. It must send clientMetadata.binding with each answer: 22 to 86 random characters of base64url, new each time.',
};
export const CODE_REQUIRED: Wording = {
  code: 'EmailMfaRequired',
  message: 'Signing in needs the code that is sent by e-mail.',
};
export const UNAVAILABLE: Wording = {
  code: 'EmailMfaUnavailable',
  message: 'Signing in is not possible at the moment. Please try again later.',
};

/** A refusal for people. Cognito hands its message to the client, so it never holds anything else. */
export class UserFacingError extends Error {
  override name = 'UserFacingError';

  readonly code: RefusalCode;

  /**
   * @param retryAt epoch milliseconds from which trying again makes sense. It is rounded up to a minute, so that
   *   it says nothing about single requests of the user
   */
  constructor(wording: Wording, retryAt?: number) {
    super(
      formatRefusal({
        ...wording,
        ...(retryAt !== undefined && {
          retryAt: new Date(Math.ceil(retryAt / MINUTE) * MINUTE).toISOString(),
        }),
      }),
    );
    this.code = wording.code;
  }
}
