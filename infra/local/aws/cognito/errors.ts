import { CognitoError, InvalidParameterError, NotAuthorizedError } from 'cognito-local/lib/errors';

/** The one answer for wrong passwords, unknown users and sign-ins that a trigger failed. */
export const incorrectCredentials = () => new NotAuthorizedError('Incorrect username or password.');

export const missingParameter = (name: string) =>
  new InvalidParameterError(`Missing required parameter ${name}`);

export const invalidPassword = (why: string) => new CognitoError('InvalidPasswordException', why);

export const unrecognizableOutput = () =>
  new CognitoError('InvalidLambdaResponseException', 'Unrecognizable lambda output');
