import { InvalidArgumentError, Option, type Command } from 'commander';
import type { AuditEvent } from '../../../triggers/audit/gather/read-events';
import { findTrail, readTrail } from '../audit/audit-log';
import { EVENTS, inWords, short } from '../../cli/audit-text';
import { addCommonOptions, print, type CommonOptions } from '../command';
import { NotDone } from '../../cli/errors';
import { findStack } from '../stack-resources';
import { connect, type Deployment } from '../deployment';
import { table } from '../../cli/text';
import { findUser, USER_ARGUMENT } from '../user-directory';

interface AuditOptions extends CommonOptions {
  /** Epoch milliseconds. */
  since?: number;
  event?: string;
}

export function addAudit(program: Command): void {
  const command = program
    .command('audit')
    .description('Shows audit events of one user or of all users.')
    .argument('[user]', `${USER_ARGUMENT} (default: all users)`)
    .option(
      '--since <time>',
      'start: 30m, 1h, 2d, 2026-11-22 or 2026-11-22T08:00Z (default: 1d)',
      toTime,
    )
    .addOption(new Option('--event <event>', 'only events of this kind').choices(EVENTS));
  addCommonOptions(command).action(showTrail);
}

const DAY = 86_400_000;

async function showTrail(name: string | undefined, options: AuditOptions): Promise<void> {
  const deployment = connect(options);
  const stack = await findStack(deployment);
  const trail = await findTrail(deployment, stack.resource);
  const sub = name && (await subOf(deployment, name));
  const { event, since = Date.now() - DAY } = options;
  const events = await readTrail(deployment, trail, { sub, event, since });
  print(events, asTable(events), options);
}

/** Events outlive users, so a sub is valid without a user. */
async function subOf(deployment: Deployment, name: string): Promise<string> {
  try {
    return (await findUser(deployment, name)).sub;
  } catch (error) {
    if (error instanceof NotDone && /^[0-9a-f-]{36}$/.test(name)) return name;
    throw error;
  }
}

function asTable(events: AuditEvent[]): string {
  if (events.length === 0) return 'No events in that time. New events can take a minute to arrive.';
  return table(
    ['Time (UTC)', 'What', 'User', 'Client', 'Challenge'],
    events.map((event) => [
      event.time.replace('T', ' ').replace(/\.\d+Z$/, ''),
      inWords(event),
      ...[event.sub, event.clientId, event.challengeId].map(short),
    ]),
  );
}

const UNITS: Record<string, number> = { m: 60_000, h: 3_600_000, d: DAY };

/** Epoch milliseconds. */
function toTime(text: string): number {
  const [, number, unit] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  if (number && unit) return Date.now() - Number(number) * (UNITS[unit] ?? 0);
  const time = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(time)) {
    throw new InvalidArgumentError(
      'It must look like 30m, 1h, 2d, 2026-11-22 or 2026-11-22T08:00Z.',
    );
  }
  return time;
}
