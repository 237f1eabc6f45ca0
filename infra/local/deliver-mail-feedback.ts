import { randomUUID } from 'node:crypto';
import type { MailFate } from './aws/gateway/faults';
import { EventSender } from './aws/lambda/event-sender';
import { mailEvent, type SendEmailRequest } from './aws/ses/events';
import { compilePattern } from './aws/stream/filter-pattern';
import type { LocalTemplate, Resource } from './aws/cloudformation/template';

/** SES's news come seconds after the mail, or days. Here: at once, but after SES's answer. */
const DELAY = 100;

interface Rule {
  matches(event: unknown): boolean;
  /** ARNs of functions. */
  targets: string[];
}

export interface MailEvents {
  tell(fate: MailFate, messageId: string, request: string): void;
  close(): Promise<void>;
}

/** From SES over EventBridge to functions, as the template's event destinations and rules say. */
export function startMailEvents(template: LocalTemplate, lambdaEndpoint: string): MailEvents {
  const published = publishedEvents(template.ofType('AWS::SES::ConfigurationSetEventDestination'));
  const rules = template.ofType('AWS::Events::Rule').map(readRule);
  const sender = new EventSender(lambdaEndpoint);
  return {
    tell: (fate, messageId, body) => {
      const request = JSON.parse(body) as SendEmailRequest;
      const { type, event } = mailEvent(fate, messageId, request);
      if (!published(request.ConfigurationSetName ?? '', type)) return;
      sender.later(DELAY, () => {
        const told = { ...event, id: randomUUID() };
        const targets = rules.flatMap((rule) => (rule.matches(told) ? rule.targets : []));
        for (const target of targets) sender.send(target, told);
      });
    },
    close: () => sender.close(),
  };
}

/** Whether mails sent through a configuration set have events of a type at EventBridge. */
function publishedEvents(destinations: Resource[]) {
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

/** @throws Error for a rule or target of a kind that the local stack does not know */
function readRule({ logicalId, properties }: Resource): Rule {
  const { EventPattern, State, Targets } = properties as {
    EventPattern?: unknown;
    State?: string;
    Targets?: { Arn: string; Input?: unknown; InputPath?: unknown; InputTransformer?: unknown }[];
  };
  const matches = compilePattern(EventPattern);
  const targets = (Targets ?? []).map(({ Arn, Input, InputPath, InputTransformer }) => {
    if (!Arn.includes(':function:') || Input || InputPath || InputTransformer) {
      throw new Error(`The local stack can only pass whole events to functions (${logicalId})`);
    }
    return Arn;
  });
  return { matches, targets: State === 'DISABLED' ? [] : targets };
}
