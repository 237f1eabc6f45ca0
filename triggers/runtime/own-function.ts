import { invokeFunction } from './invoke-function';

/**
 * Milliseconds for the app's own function, of the 5 s that Cognito waits for both. There is no second try:
 * Cognito itself runs the trigger again.
 */
const TIMEOUT = 3_000;

/**
 * Calls the app's own function of a trigger with the event as Cognito sent it.
 * @returns its response, empty if it set none
 * @throws FunctionError with the function's own error; Error if it could not be invoked or took too long
 */
export async function responseOfOwn<Response extends object>(
  functionArn: string,
  event: { response: Response },
): Promise<Partial<Response>> {
  const answer = (await invokeFunction(functionArn, event, TIMEOUT)) as {
    response?: Partial<Response> | null;
  } | null;
  return answer?.response ?? {};
}
