import Table from 'cli-table3';
import type { Verdict } from '../../pool/app-clients';
import type { Check } from './checks';

export interface Report {
  userPoolId: string;
  name: string;
  guardInstalled: boolean;
  verdicts: Verdict[];
  checks: Check[];
}

const STATES: Record<Verdict['state'], string> = {
  none: 'nobody signs in',
  code: 'code only',
  guarded: 'covered by the guard',
  open: 'OPEN',
};
const MARKS: Record<Check['level'], string> = { ok: 'ok', note: 'note', warning: 'LOOK' };

export const openClients = ({ verdicts }: Report): Verdict[] =>
  verdicts.filter(({ state }) => state === 'open');

/** For machines; the names of its fields stay. */
export function forMachines(report: Report): object {
  const { userPoolId, name, guardInstalled, verdicts, checks } = report;
  const clients = verdicts.map(({ client, state, withoutCode }) => ({
    ...client,
    state,
    withoutCode,
  }));
  const open = openClients(report).map(({ client }) => client.clientId);
  return { userPoolId, name, guardInstalled, clients, checks, open };
}

/** For people. */
export function asText(report: Report): string {
  const { userPoolId, name, verdicts, checks } = report;
  return [
    `User pool ${userPoolId}${name === userPoolId ? '' : ` (${name})`}`,
    verdicts.length > 0 ? clientsTable(verdicts) : 'It has no app clients.',
    ...checks.map(({ name: what, level, text }) => `${MARKS[level].padEnd(5)} ${what}: ${text}`),
    '',
    conclusion(report),
  ].join('\n');
}

function clientsTable(verdicts: Verdict[]): string {
  const table = new Table({
    head: ['App client', 'Auth flows', 'OAuth', 'Asks without the code', 'So it is'],
    style: { head: [], border: [] },
  });
  for (const { client, withoutCode, state } of verdicts) {
    table.push([
      [...new Set([client.name, client.clientId])].filter(Boolean).join('\n'),
      client.authFlows.join('\n'),
      client.oauthFlows.join('\n') || '-',
      withoutCode.join('\n') || '-',
      STATES[state],
    ]);
  }
  return table.toString();
}

function conclusion(report: Report): string {
  const open = openClients(report).map(({ client }) => client.name || client.clientId);
  if (open.length === 0) return 'No app client is open: nobody signs in without the code.';
  const reason = report.guardInstalled
    ? 'the setting unguardedClients names them'
    : 'the guard is not on this pool';
  return `Open, as ${reason}: ${open.join(', ')}. Their users sign in without the code.`;
}
