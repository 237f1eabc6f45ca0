import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { audit } from '../../triggers/audit/audit';
import { log, logError } from '../../triggers/audit/log';
import { count } from '../../triggers/audit/metrics';
import { changeTriggers } from '../pool/change-triggers';
import { examine } from '../pool/examine';
import { guardEvents } from '../pool/guard-state';
import { attachExtras } from '../pool/extra-triggers';
import { attach } from '../pool/lambda-config';
import { fromEnvironment } from '../pool/pool-environment';
import { secondFactorFor } from '../pool/second-factor';
import { UserPoolApi } from '../pool/user-pool-api';

/** Milliseconds between attempts. */
const PAUSE = 1000;

const settings = fromEnvironment(process.env);
const { userPoolId, triggers } = settings;
const api = new UserPoolApi(new CognitoIdentityProviderClient({ maxAttempts: 8 }), userPoolId);
const repairs = process.env.GUARD_REPAIR === 'yes';

/** Checks that the guard still protects the pool: on a schedule, and when CloudTrail reports a change. */
export async function handler(): Promise<void> {
  const pool = await api.describe();
  const factor = secondFactorFor(pool, settings);
  const examination = await examine(api, pool, factor);
  const events = guardEvents(examination, factor);
  for (const { event, fields } of events) audit(event, fields);
  for (const { name, level, text } of examination.findings) {
    if (level === 'problem') log('pool.checked', { reason: name, message: text });
  }
  // Counted after the events, so that an alarm on both never sees a check without its result.
  count('GuardChecks', { event: 'guard.checked' });
  if (repairs && events.some(({ event }) => event.startsWith('trigger.'))) await repair();
}

/** Puts missing triggers back. Functions of others stay, and make this fail. */
async function repair(): Promise<void> {
  try {
    await changeTriggers(
      api,
      (config, pool) => attachExtras(attach(config, triggers), pool, triggers.extras),
      PAUSE,
    );
    audit('guard.repaired', {});
  } catch (error) {
    logError('guard.unrepaired', error, { userPoolId });
    audit('guard.unrepaired', { reason: error instanceof Error ? error.name : 'Error' });
  }
}
