import { signedPost } from './signed-post';

/** A function that was invoked answered with an error of its own. */
export class FunctionError extends Error {
  override name = 'FunctionError';
}

/**
 * Invokes a function and waits for its answer.
 * @param timeout milliseconds
 * @throws FunctionError with the message of the function's own error; Error if it could not be invoked
 */
export async function invokeFunction(
  arn: string,
  event: unknown,
  timeout: number,
): Promise<unknown> {
  const response = await signedPost({
    service: 'lambda',
    path: `/2015-03-31/functions/${encodeURIComponent(arn)}/invocations`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(event),
    timeout,
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`Lambda answered ${response.status} for ${arn}: ${answer}`);
  const result: unknown = JSON.parse(answer || 'null');
  if (!response.headers.has('x-amz-function-error')) return result;
  const { errorMessage = 'unknown error' } = (result ?? {}) as { errorMessage?: string };
  throw new FunctionError(errorMessage);
}
