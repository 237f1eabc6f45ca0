import { randomUUID } from 'node:crypto';
import type { LocalTemplate, Resource } from './aws/cloudformation/local-template';
import { compilePattern } from './aws/event-pattern';
import type { MailOutcome } from './aws/gateway/fault-kinds';
import { EventSender } from './aws/lambda/event-sender';
import { mailOutcomeEvent, type SendEmailRequest } from './aws/ses/mail-outcome-event';
import { clock } from './aws/clock';

/** Milliseconds. SES reports seconds or days after the mail; here at once, but after SES's answer. */
const DELAY = 100;
const MINUTES: Record<string, number> = { minute: 1, hour: 60, day: 24 * 60 };

interface Rule {
  matches(event: unknown): boolean;
  /** Milliseconds between runs; 0 for rules without a schedule. */
  interval: number;
  /** ARNs of functions. */
  targets: string[];
}

/** Reports the outcome of a mail. @param request body of the SendEmail call */
export type ReportMail = (outcome: MailOutcome, messageId: string, request: string) => void;

/** Sends an event to the functions whose rules match it. */
export type Publish = (event: object) => void;

export interface EventRules {
  reportMail: ReportMail;
  publish: Publish;
  close(): Promise<void>;
}

/** Sends SES's events and schedules to functions, as the template's event destinations and rules say. */
export function startEventRules(template: LocalTemplate, lambdaEndpoint: string): EventRules {
  const published = publishedTypes(template.ofType('AWS::SES::ConfigurationSetEventDestination'));
  const rules = template.ofType('AWS::Events::Rule').map(readRule);
  const sender = new EventSender(lambdaEndpoint);
  const send = ({ targets }: Rule, event: object) => {
    for (const target of targets) sender.send(target, { ...event, id: randomUUID() });
  };
  const publish: Publish = (event) => {
    for (const rule of rules) if (rule.matches(event)) send(rule, event);
  };
  const timers = rules
    .filter(({ interval }) => interval > 0)
    .map((rule) => setInterval(() => send(rule, scheduledEvent()), rule.interval).unref());
  return {
    publish,
    reportMail: (outcome, messageId, body) => {
      const request = JSON.parse(body) as SendEmailRequest;
      const { type, event } = mailOutcomeEvent(outcome, messageId, request);
      if (!published(request.ConfigurationSetName ?? '', type)) return;
      sender.later(DELAY, () => publish(event));
    },
    close: () => {
      timers.forEach(clearInterval);
      return sender.close();
    },
  };
}

const scheduledEvent = () => ({
  version: '0',
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  time: clock.date().toISOString(),
  detail: {},
});

/** @returns whether EventBridge gets events of a type about mails sent with a configuration set */
function publishedTypes(destinations: Resource[]) {
  const toBus = destinations.map(({ properties }) => {
    const { ConfigurationSetName, EventDestination } = properties as {
      ConfigurationSetName: string;
      EventDestination: {
        Enabled?: boolean;
        EventBridgeDestination?: object;
        MatchingEventTypes: string[];
      };
    };
    const { Enabled, EventBridgeDestination, MatchingEventTypes } = EventDestination;
    const types = Enabled && EventBridgeDestination ? MatchingEventTypes : [];
    return { ConfigurationSetName, types };
  });
  return (configurationSet: string, type: string) =>
    toBus.some(
      ({ ConfigurationSetName, types }) =>
        ConfigurationSetName === configurationSet && types.includes(type),
    );
}

/** @throws Error for a rule or target of a kind that the local stack does not support */
function readRule({ logicalId, properties }: Resource): Rule {
  const { EventPattern, ScheduleExpression, State, Targets } = properties as {
    EventPattern?: unknown;
    ScheduleExpression?: string;
    State?: string;
    Targets?: { Arn: string; Input?: unknown; InputPath?: unknown; InputTransformer?: unknown }[];
  };
  const targets = (Targets ?? []).map(({ Arn, Input, InputPath, InputTransformer }) => {
    if (!Arn.includes(':function:') || Input || InputPath || InputTransformer) {
      throw new Error(`The local stack can only send whole events to functions (${logicalId})`);
    }
    return Arn;
  });
  return {
    matches: EventPattern === undefined ? () => false : compilePattern(EventPattern),
    interval: ScheduleExpression ? intervalOf(ScheduleExpression, logicalId) : 0,
    targets: State === 'DISABLED' ? [] : targets,
  };
}

function intervalOf(expression: string, logicalId: string): number {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (!count) throw new Error(`The local stack can only run schedules of rate() (${logicalId})`);
  return Number(count) * (MINUTES[unit] ?? 0) * 60_000;
}
