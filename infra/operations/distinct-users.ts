import { Duration, Stack } from 'aws-cdk-lib';
import { CfnInsightRule, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { MonitoredResources } from './monitored-resources';

/** Audit events whose users are counted, by the metric that counts the events. */
const EVENTS = { UsersLocked: 'user.locked', GuardRefusals: 'tokens.refused' } as const;

/** Counts users, not events: one account alone could otherwise raise an alarm as often as it likes. */
export class DistinctUsers extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly monitored: Pick<MonitoredResources, 'service' | 'auditLogGroup'>,
  ) {
    super(scope, id);
    for (const [name, event] of Object.entries(EVENTS)) {
      new CfnInsightRule(this, name, {
        ruleName: this.ruleName(name as keyof typeof EVENTS),
        ruleState: 'ENABLED',
        ruleBody: Stack.of(this).toJsonString({
          Schema: { Name: 'CloudWatchLogRule', Version: 1 },
          LogGroupNames: [monitored.auditLogGroup.logGroupName],
          LogFormat: 'JSON',
          Contribution: { Keys: ['$.sub'], Filters: [{ Match: '$.event', In: [event] }] },
          AggregateOn: 'Count',
        }),
      });
    }
  }

  /** Number of users with such an event in an hour. */
  metric(name: keyof typeof EVENTS): MathExpression {
    return new MathExpression({
      expression: `INSIGHT_RULE_METRIC("${this.ruleName(name)}", "UniqueContributors")`,
      usingMetrics: {},
      period: Duration.hours(1),
      label: `${name}, users`,
    });
  }

  private ruleName(name: keyof typeof EVENTS): string {
    return `${this.monitored.service}-${name}`;
  }
}
