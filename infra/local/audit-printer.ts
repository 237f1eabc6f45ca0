import type { AuditEvent } from '../../triggers/audit/gather/read-events';
import { asLine } from '../cli/audit-text';
import type { LogEvent } from './aws/logs/log-store';

/** Prints new events of the audit trail, one line each; in colours on a terminal. */
export class AuditPrinter {
  private readonly colours = process.stdout.isTTY && !process.env.NO_COLOR;
  private printing = false;

  /** Prints from now on: earlier lines would mix with the steps of starting up. */
  start(): void {
    this.printing = true;
  }

  stop(): void {
    this.printing = false;
  }

  print(events: LogEvent[]): void {
    if (!this.printing) return;
    for (const { message } of events) {
      const event = JSON.parse(message) as AuditEvent;
      process.stdout.write(`${asLine(event, this.colours)}\n`);
    }
  }
}
