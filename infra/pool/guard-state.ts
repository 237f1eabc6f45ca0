import { COGNITO_MFA } from './checks';
import { openClients, type Examination } from './examine';
import { brokenTriggers, type SecondFactor } from './second-factor';

/** An audit event about the pool, for what weakens the guard. */
export interface GuardEvent {
  event: 'trigger.missing' | 'trigger.foreign' | 'client.open' | 'pool.conflict';
  fields: { reason?: string; clientId?: string };
}

/** Findings that keep users from signing in. Others are for the doctor. */
const CONFLICTS: Record<string, string> = {
  [COGNITO_MFA]: 'COGNITO_MFA',
  'token event': 'TOKEN_EVENT',
};

/** What a person must hear of, from an examination. A client that the settings leave open is no news. */
export function guardEvents(
  { verdicts, findings }: Pick<Examination, 'verdicts' | 'findings'>,
  { functions }: Pick<SecondFactor, 'functions'>,
): GuardEvent[] {
  const { missing, foreign } = brokenTriggers(functions);
  const open = openClients(verdicts).filter(({ openBecause }) => openBecause !== 'setting');
  const conflicts = findings.filter(({ name, level }) => level === 'problem' && CONFLICTS[name]);
  return [
    ...missing.map((reason) => ({ event: 'trigger.missing' as const, fields: { reason } })),
    ...foreign.map((reason) => ({ event: 'trigger.foreign' as const, fields: { reason } })),
    ...open.map(({ client: { clientId } }) => ({
      event: 'client.open' as const,
      fields: { clientId },
    })),
    ...conflicts.map(({ name }) => ({
      event: 'pool.conflict' as const,
      fields: { reason: CONFLICTS[name] ?? name },
    })),
  ];
}
