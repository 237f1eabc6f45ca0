import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { LOCAL_CREDENTIALS, REGION } from '../account';

/** Sends events to functions as AWS's services do: asynchronously, without waiting for the result. */
export class EventSender {
  private readonly lambda: LambdaClient;
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(endpoint: string) {
    const credentials = LOCAL_CREDENTIALS;
    this.lambda = new LambdaClient({ region: REGION, credentials, endpoint, maxAttempts: 1 });
  }

  /** @param delay milliseconds */
  later(delay: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      work();
    }, delay);
    this.timers.add(timer);
  }

  send(FunctionName: string, event: object): void {
    const Payload = JSON.stringify(event);
    this.lambda
      .send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload }))
      // This fails when the stack is stopping; then nothing needs the event.
      .catch(() => undefined);
  }

  async close(): Promise<void> {
    this.timers.forEach(clearTimeout);
    this.lambda.destroy();
  }
}
