/** Why a request is refused. `error` is for programs and never changes; `message` is for developers. */
const PROBLEMS = {
  REQUEST_INVALID: [400, 'The request is not as the API describes it.'],
  ADDRESS_INVALID: [400, 'This is not an email address that can get a code.'],
  CODE_WRONG: [400, 'The code is wrong or has expired.'],
  SIGN_IN_AGAIN: [401, 'These tokens are no longer valid. Sign in again.'],
  CODE_REQUIRED: [403, 'These tokens come from a sign-in without a code.'],
  FRESH_CODE_REQUIRED: [403, 'Sign in again with a new code, then repeat the request.'],
  BROWSER_UNKNOWN: [404, 'The user has no remembered browser with this id.'],
  ROUTE_UNKNOWN: [404, 'There is nothing at this address.'],
  ADDRESS_UNCHANGED: [409, 'The account has this email address already.'],
  ADDRESS_TAKEN: [409, 'Another account has this email address.'],
  ADDRESS_CHANGE_OFF: [
    409,
    'This user pool would not keep the old address until the new one is confirmed.',
  ],
  BODY_TOO_LARGE: [413, 'The body of the request is too large.'],
  TOO_MANY_REQUESTS: [429, 'Too many requests. Try again later.'],
  UNAVAILABLE: [503, 'The service is temporarily unavailable. Try again later.'],
} as const satisfies Record<string, [number, string]>;

export type ProblemCode = keyof typeof PROBLEMS;

/** A refusal that the caller is told, and nothing more. */
export class Problem extends Error {
  override name = 'Problem';

  constructor(readonly code: ProblemCode) {
    super(PROBLEMS[code][1]);
  }

  get status(): number {
    return PROBLEMS[this.code][0];
  }
}
