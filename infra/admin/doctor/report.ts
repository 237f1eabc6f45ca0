import { table } from '../../cli/text';
import type { Verdict } from '../../pool/app-clients';
import type { Finding } from '../../pool/finding';

export interface Report {
  userPoolId: string;
  name: string;
  guardInstalled: boolean;
  verdicts: Verdict[];
  checks: Finding[];
}

const STATES: Record<Verdict['state'], string> = {
  none: 'no sign-in',
  code: 'code only',
  guarded: 'guarded',
  open: 'OPEN',
};
const MARKS: Record<Finding['level'], string> = { ok: 'ok', note: 'note', problem: 'PROBLEM' };

export const openClients = ({ verdicts }: Report): Verdict[] =>
  verdicts.filter(({ state }) => state === 'open');

/** What `--json` prints. Field names are stable. */
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

export function asText(report: Report): string {
  const { userPoolId, name, verdicts, checks } = report;
  return [
    `User pool ${userPoolId}${name === userPoolId ? '' : ` (${name})`}`,
    verdicts.length > 0 ? clientsTable(verdicts) : 'The pool has no app clients.',
    ...checks.map(({ name: what, level, text }) => `${MARKS[level].padEnd(7)} ${what}: ${text}`),
    '',
    conclusion(report),
  ].join('\n');
}

function clientsTable(verdicts: Verdict[]): string {
  return table(
    ['App client', 'Auth flows', 'OAuth', 'Sign-in without the code', 'Result'],
    verdicts.map(({ client, withoutCode, state }) => [
      [...new Set([client.name, client.clientId])].filter(Boolean).join(' '),
      client.authFlows.join(' '),
      client.oauthFlows.join(' ') || '-',
      withoutCode.join(', ') || '-',
      STATES[state],
    ]),
  );
}

function conclusion(report: Report): string {
  const open = openClients(report).map(({ client }) => client.name || client.clientId);
  if (open.length === 0) return 'No app client is open. Nobody can sign in without the code.';
  const reason = report.guardInstalled
    ? 'the setting unguardedClients lists them'
    : 'the guard is not on this pool';
  return `Open, because ${reason}: ${open.join(', ')}. Their users can sign in without the code.`;
}
