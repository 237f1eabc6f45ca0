import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CognitoError } from 'cognito-local/lib/errors';

import { LOCAL_CREDENTIALS } from '../account';
import { unrecognizableOutput } from './errors';

/** Cognito's limit is 5 s per try and cannot be changed. */
export const TRIGGER_TIMEOUT_MS = 5000;
const TRIES = 3;

export interface InvokerOptions {
  lambdaEndpoint: string;
  region: string;
  timeoutMs: number;
  log(line: string): void;
}

const parse = (payload: Uint8Array | undefined): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(payload));
  } catch {
    return undefined;
  }
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Calls triggers as Cognito does. */
export class TriggerInvoker {
  private readonly lambda: LambdaClient;

  constructor(private readonly options: InvokerOptions) {
    this.lambda = new LambdaClient({
      region: options.region,
      endpoint: options.lambdaEndpoint,
      credentials: LOCAL_CREDENTIALS,
      maxAttempts: 1,
    });
  }

  /**
   * @param trigger as Cognito names it in messages, for example `CreateAuthChallenge`.
   * @returns the `response` field of what the function returned.
   * @throws UserLambdaValidationException if the function threw,
   *   InvalidLambdaResponseException if it returned something else than an event,
   *   UnexpectedLambdaException if it could not be reached or gave no answer in time, three times.
   */
  async invoke(
    trigger: string,
    functionArn: string,
    event: object,
  ): Promise<Record<string, unknown>> {
    const { FunctionError, Payload } = await this.callWithRetries(trigger, functionArn, event);
    const output = parse(Payload);
    if (FunctionError) {
      const message = isRecord(output) ? output['errorMessage'] : undefined;
      this.options.log(`${trigger} failed`);
      throw new CognitoError(
        'UserLambdaValidationException',
        `${trigger} failed with error ${String(message ?? FunctionError)}.`,
      );
    }
    if (!isRecord(output) || !isRecord(output['response'])) throw unrecognizableOutput();
    return output['response'];
  }

  close(): void {
    this.lambda.destroy();
  }

  /** Only a function that gave no answer is tried again; one that threw has answered. */
  private async callWithRetries(trigger: string, functionArn: string, event: object) {
    for (let attempt = 1; ; attempt++) {
      const signal = AbortSignal.timeout(this.options.timeoutMs);
      try {
        return await this.lambda.send(
          new InvokeCommand({ FunctionName: functionArn, Payload: JSON.stringify(event) }),
          { abortSignal: signal },
        );
      } catch (error) {
        const reason = signal.aborted
          ? 'Socket timeout while invoking Lambda function'
          : (error as Error).name;
        this.options.log(`${trigger}: ${reason} (try ${attempt} of ${TRIES})`);
        const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata
          ?.httpStatusCode;
        const final = status !== undefined && status < 500 && status !== 429;
        if (attempt === TRIES || final) {
          throw new CognitoError(
            'UnexpectedLambdaException',
            `${trigger} invocation failed due to error ${reason}.`,
          );
        }
      }
    }
  }
}
