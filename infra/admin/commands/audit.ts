import { InvalidArgumentError, Option, type Command } from 'commander';
import type { AuditEvent } from '../../../triggers/audit/gather/read-events';
import { findTrail, readTrail } from '../audit/audit-log';
import { EVENTS, inWords, short } from '../../cli/audit-text';
import { addCommonOptions, print, type CommonOptions } from '../command';
import { NotDone } from '../../cli/errors';
import { findStack } from '../stack-resources';
import { connect, type Target } from '../deployment';
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
    .description('Tells what happened, step by step: to one user, or to everybody.')
    .argument('[user]', `${USER_ARGUMENT}; everybody if left out`)
    .option(
      '--since <time>',
      'from then on: 30m, 1h, 2d, 2026-11-22 or 2026-11-22T08:00Z; the last day if left out',
      toTime,
    )
    .addOption(new Option('--event <event>', 'only these').choices(EVENTS));
  addCommonOptions(command).action(showTrail);
}

const DAY = 86_400_000;

async function showTrail(name: string | undefined, options: AuditOptions): Promise<void> {
  const target = connect(options);
  const stack = await findStack(target);
  const trail = await findTrail(target, stack);
  const sub = name && (await subOf(target, name));
  const { event, since = Date.now() - DAY } = options;
  const events = await readTrail(target, trail, { sub, event, since });
  print(events, asTable(events), options);
}

/** Events outlive users: a sub needs no user. */
async function subOf(target: Target, name: string): Promise<string> {
  try {
    return (await findUser(target, name)).sub;
  } catch (error) {
    if (error instanceof NotDone && /^[0-9a-f-]{36}$/.test(name)) return name;
    throw error;
  }
}

function asTable(events: AuditEvent[]): string {
  if (events.length === 0)
    return 'Nothing happened in that time. (It takes events a minute to come in.)';
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
