/** An error that Cognito answers with, by the name that its clients know. */
export class CognitoError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export class InvalidParameterError extends CognitoError {
  constructor(message: string) {
    super('InvalidParameterException', message);
  }
}

export class NotAuthorizedError extends CognitoError {
  constructor(message: string) {
    super('NotAuthorizedException', message);
  }
}

export class ResourceNotFoundError extends CognitoError {
  constructor(message: string) {
    super('ResourceNotFoundException', message);
  }
}

export const userNotFound = () => new CognitoError('UserNotFoundException', 'User does not exist.');

/** The same answer for wrong passwords, unknown users and sign-ins that a trigger failed. */
export const incorrectCredentials = () => new NotAuthorizedError('Incorrect username or password.');

export const userDisabled = () => new NotAuthorizedError('User is disabled.');

export const missingParameter = (name: string) =>
  new InvalidParameterError(`Missing required parameter ${name}`);

export const invalidPassword = (why: string) => new CognitoError('InvalidPasswordException', why);

export const codeMismatch = () =>
  new CognitoError(
    'CodeMismatchException',
    'Invalid verification code provided, please try again.',
  );

export const expiredCode = () =>
  new CognitoError('ExpiredCodeException', 'Invalid code provided, please request a code again.');

export const limitExceeded = () =>
  new CognitoError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');

export const unrecognizableOutput = () =>
  new CognitoError('InvalidLambdaResponseException', 'Unrecognizable lambda output');

/** For what the local stack does not emulate: refused by name, never ignored. */
export const notEmulated = (what: string) =>
  new CognitoError(
    'InvalidParameterException',
    `The local stack does not emulate ${what}. See infra/local/COGNITO.md.`,
  );
