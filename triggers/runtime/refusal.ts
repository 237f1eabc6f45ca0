import { formatRefusal, type Refusal, type RefusalCode } from '../public-parameters';

const MINUTE = 60_000;

type Wording = Pick<Refusal, 'code' | 'message'>;

export const LOCKED: Wording = {
  code: 'EmailMfaLocked',
  message:
    "Account locked after too many incorrect codes. If this wasn't you, reset your password.",
};
export const TOO_MANY_CODES: Wording = {
  code: 'EmailMfaTooManyCodes',
  message: "You've requested too many codes. Try again later.",
};
export const UNVERIFIED_ADDRESS: Wording = {
  code: 'EmailMfaUnverifiedAddress',
  message:
    "Your email address isn't verified, so we can't send you a code. Contact your administrator.",
};
export const CLIENT_OUTDATED: Wording = {
  code: 'EmailMfaClientOutdated',
  message:
    'This app is out of date. It must send clientMetadata.binding with each answer: 22 to 86 random characters of base64url, new each time.',
};
export const CODE_REQUIRED: Wording = {
  code: 'EmailMfaRequired',
  message: 'A verification code is required.',
};
export const UNAVAILABLE: Wording = {
  code: 'EmailMfaUnavailable',
  message: 'Sign-in is temporarily unavailable. Try again later.',
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
