import { table } from '../../cli/text';
import type { Verdict } from '../../pool/app-clients';
import { openClients, type Examination } from '../../pool/examine';
import type { Finding } from '../../pool/finding';

export interface Report extends Examination {
  userPoolId: string;
  name: string;
}

const STATES: Record<Verdict['state'], string> = {
  none: 'no sign-in',
  code: 'code only',
  guarded: 'guarded',
  federated: 'federated',
  open: 'OPEN',
};
const MARKS: Record<Finding['level'], string> = { ok: 'ok', note: 'note', problem: 'PROBLEM' };

/** What `--json` prints. Field names are stable. */
export function forMachines({ verdicts, findings, ...report }: Report): object {
  const { userPoolId, name, guardInstalled } = report;
  const clients = verdicts.map(({ client, ...verdict }) => ({ ...client, ...verdict }));
  const open = openClients(verdicts).map(({ client }) => client.clientId);
  return { userPoolId, name, guardInstalled, clients, checks: findings, open };
}

export function asText({ userPoolId, name, verdicts, findings }: Report): string {
  return [
    `User pool ${userPoolId}${name === userPoolId ? '' : ` (${name})`}`,
    verdicts.length > 0 ? clientsTable(verdicts) : 'The pool has no app clients.',
    ...findings.map(({ name: what, level, text }) => `${MARKS[level].padEnd(7)} ${what}: ${text}`),
    '',
    conclusion(verdicts),
  ].join('\n');
}

function clientsTable(verdicts: Verdict[]): string {
  return table(
    ['App client', 'Name', 'Auth flows', 'OAuth', 'Without the code', 'Result'],
    verdicts.map(({ client, withoutCode, state }) => [
      client.clientId,
      client.name || '-',
      client.authFlows.join(' '),
      client.oauthFlows.join(' ') || '-',
      withoutCode.join(', ') || '-',
      STATES[state],
    ]),
  );
}

function conclusion(verdicts: Verdict[]): string {
  const open = openClients(verdicts).map(({ client }) => client.name || client.clientId);
  return open.length === 0
    ? 'No app client is open. Nobody with a password can sign in without the code.'
    : `Open: ${open.join(', ')}. Their users can sign in without the code.`;
}
