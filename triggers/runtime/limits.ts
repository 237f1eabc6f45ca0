import { requiredInteger } from './environment';
import type { Limits } from '../limits/rules';

/**
 * The limits as deployed.
 * @param environment of a function that enforces them; this one's own if left out
 */
export const readLimits = (environment = process.env): Limits => ({
  codesPerHour: requiredInteger('CODES_PER_HOUR', environment),
  resendCooldown: requiredInteger('RESEND_COOLDOWN_SECONDS', environment) * 1000,
  failuresPerDay: requiredInteger('FAILURES_PER_DAY', environment),
  lockDuration: requiredInteger('LOCK_SECONDS', environment) * 1000,
});
