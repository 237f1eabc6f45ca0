import { Duration } from 'aws-cdk-lib';
import { MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { MfaSettings } from '../constructs/read-props';
import type { AlarmSpec } from './alarm-spec';
import type { DistinctUsers } from './distinct-users';
import { ownMetric, type MonitoredResources } from './monitored-resources';

export const attackAlarms = (
  settings: MfaSettings,
  { auditTrail }: MonitoredResources,
  users: DistinctUsers,
): Record<string, AlarmSpec> => ({
  LockOuts: {
    meaning: 'Someone who knows several passwords guesses codes and locks these users out.',
    metric: users.metric('UsersLocked'),
    threshold: settings.lockAlarm,
  },
  GuardRefusals: {
    meaning: 'Someone, or one of your apps, signs users in without the code and is refused.',
    metric: users.metric('GuardRefusals'),
    threshold: settings.guardAlarm,
  },
  AuditTrailFailing: {
    meaning: 'Users notice nothing, but sign-ins and refusals are not recorded.',
    metric: auditTrail.metricErrors({ period: Duration.minutes(5) }),
    threshold: 1,
    // Lambda retries within minutes, so one period can be transient.
    periods: [2, 3],
  },
});

/**
 * Alarms of the guard watch. They use its metrics only: its function may be in the stack of the pool, to which this
 * one must not refer.
 */
export function guardAlarms({ service }: MonitoredResources): Record<string, AlarmSpec> {
  return {
    GuardBroken: {
      meaning: 'Users can sign in without the code, or cannot sign in at all.',
      // Without a check there is no value, and the state stays as it is.
      metric: new MathExpression({
        expression:
          'FILL(missing, 0) + FILL(foreign, 0) + FILL(open, 0) + FILL(conflicts, 0) + 0 * checks',
        usingMetrics: {
          missing: ownMetric(service, 'TriggersMissing'),
          foreign: ownMetric(service, 'TriggersForeign'),
          open: ownMetric(service, 'OpenClients'),
          conflicts: ownMetric(service, 'PoolConflicts'),
          checks: ownMetric(service, 'GuardChecks'),
        },
        period: Duration.minutes(5),
        label: 'problems of the pool',
      }),
      threshold: 1,
      missing: TreatMissingData.IGNORE,
    },
    GuardUnwatched: {
      meaning: 'Users notice nothing, but nobody would hear if the code were no longer asked for.',
      metric: ownMetric(service, 'GuardChecks', { period: Duration.hours(1) }),
      threshold: 1,
      below: true,
      periods: [2, 2],
      missing: TreatMissingData.BREACHING,
    },
  };
}

/** Of the account API, by its own metric, for the same reason. */
export const accountAlarms = ({ service }: MonitoredResources): Record<string, AlarmSpec> => ({
  AccountApiFailing: {
    meaning: 'The account page shows that the service is unavailable; sign-ins work.',
    metric: ownMetric(service, 'AccountFailures'),
    // One or two can be transient.
    threshold: 3,
  },
});
