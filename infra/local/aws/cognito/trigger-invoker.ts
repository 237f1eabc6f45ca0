import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';

import { LOCAL_CREDENTIALS } from '../account';
import { CognitoError, unrecognizableOutput } from './errors';

/** Cognito's limit is 5 s per try and cannot be changed. */
export const TRIGGER_TIMEOUT_MS = 5000;
const TRIES = 3;

/** Answers of a trigger that get lost, so that Cognito runs it again. A missing property matches every run. */
export interface LostAnswers {
  /** As Cognito names it, for example `PreTokenGeneration`. */
  trigger?: string;
  /** Text in the event, for example a user's sub. */
  contains?: string;
  /** How many answers get lost; one if omitted. */
  times?: number;
}

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
  private lost: Required<LostAnswers>[] = [];

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

  loseAnswers({ trigger = '', contains = '', times = 1 }: LostAnswers): void {
    this.lost.push({ trigger, contains, times });
  }

  close(): void {
    this.lambda.destroy();
  }

  /** Only a function that gave no answer is tried again; one that threw has answered. */
  private async callWithRetries(trigger: string, functionArn: string, event: object) {
    for (let attempt = 1; ; attempt++) {
      const signal = AbortSignal.timeout(this.options.timeoutMs);
      const Payload = JSON.stringify(event);
      try {
        const answer = await this.lambda.send(
          new InvokeCommand({ FunctionName: functionArn, Payload }),
          { abortSignal: signal },
        );
        if (!this.isLost(trigger, Payload)) return answer;
        throw new Error('Answer lost');
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

  private isLost(trigger: string, event: string): boolean {
    const rule = this.lost.find(
      (one) => (!one.trigger || one.trigger === trigger) && event.includes(one.contains),
    );
    if (rule) rule.times -= 1;
    this.lost = this.lost.filter(({ times }) => times > 0);
    return rule !== undefined;
  }
}
