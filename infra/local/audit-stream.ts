import type { AuditEvent } from '../../triggers/audit/gather/read-events';
import { asLine } from '../cli/audit-text';
import type { LogEvent } from './aws/logs/store';

/** Shows what comes into the audit trail, one line per step; in colours on a terminal. */
export class AuditStream {
  private readonly colours = process.stdout.isTTY && !process.env.NO_COLOR;
  private open = false;

  /** From now on; before, the lines would stand between the steps of starting up. */
  start(): void {
    this.open = true;
  }

  stop(): void {
    this.open = false;
  }

  show(events: LogEvent[]): void {
    if (!this.open) return;
    for (const { message } of events) {
      const event = JSON.parse(message) as AuditEvent;
      process.stdout.write(`${asLine(event, this.colours)}\n`);
    }
  }
}
