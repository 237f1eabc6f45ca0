import { requiredInteger } from '../environment';
import type { Limits } from './rules';

/** The limits as deployed. */
export const readLimits = (): Limits => ({
  codesPerHour: requiredInteger('CODES_PER_HOUR'),
  resendCooldown: requiredInteger('RESEND_COOLDOWN_SECONDS') * 1000,
  failuresPerDay: requiredInteger('FAILURES_PER_DAY'),
  lockDuration: requiredInteger('LOCK_SECONDS') * 1000,
});
