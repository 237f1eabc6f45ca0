import type { Endpoints, Service } from '../cli/stack-file';
import type { Closable, Endpoint } from './aws/listen';

/** What has started: its addresses, and the order to end it in. */
export class StackParts {
  /** Filled as the services start. */
  readonly endpoints = {} as Endpoints;
  private readonly started: Closable[] = [];

  /** Remembers a part, to end it with the stack. */
  async add<T extends Closable>(starting: Promise<T> | T): Promise<T> {
    const part = await starting;
    this.started.push(part);
    return part;
  }

  /** Remembers a service, and where it listens. */
  async serve<T extends Endpoint>(service: Service, starting: Promise<T>): Promise<T> {
    const part = await this.add(starting);
    this.endpoints[service] = part.endpoint;
    return part;
  }

  /** Ends all parts, the last one first: later parts use earlier ones. */
  async close(): Promise<void> {
    for (const part of this.started.splice(0).reverse()) await part.close();
  }
}
