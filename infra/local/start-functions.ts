import type { LocalTemplate } from './aws/cloudformation/local-template';
import { createTable } from './aws/dynamodb/server';
import type { SideEffects } from './aws/gateway/gateway';
import { startGateway, type ControlHooks } from './aws/gateway/server';
import { defineFunction } from './aws/lambda/function';
import { readRetryPolicies } from './aws/lambda/retry';
import { startLambda } from './aws/lambda/server';
import { startSubscriptions } from './aws/logs/subscriptions';
import { startEventSource } from './aws/stream/event-source';
import { readMapping, type EventSourceMapping } from './aws/stream/event-source-mapping';
import type { LocalApp } from './local-app';
import type { Ports } from './ports';
import type { StackParts } from './stack-parts';
import { startEventRules } from './start-event-rules';
import type { Services } from './start-services';
import { clock } from './aws/clock';

interface FunctionsOptions {
  bundleOf: LocalApp['bundleOf'];
  logsDir: string;
  ports: Ports;
  parts: StackParts;
  services: Services;
  /** What the control calls change elsewhere. */
  control: ControlHooks;
  onCrash(reason: string): void;
}

/** Starts the functions, the gateway to the services that they call, and all that calls them but Cognito. */
export async function startFunctions(template: LocalTemplate, options: FunctionsOptions) {
  const { services, ports, parts, control, onCrash, bundleOf, logsDir } = options;
  const { sqs, logStore, events, listener } = services;
  const { endpoints } = parts;
  const mappings = template.ofType('AWS::Lambda::EventSourceMapping').map(readMapping);
  const tables = template.ofType('AWS::DynamoDB::Table');
  // A trigger can have tables of its own; the second factor's is the one whose stream is read.
  const table = tables.find(({ arn }) => mappings[0]?.streamArn.startsWith(`${arn}/`));
  if (!table) throw new Error('The template must have a table with a stream that is read');
  const streams = await Promise.all(tables.map((each) => createTable(endpoints.dynamodb, each)));
  const localStreamArn = streams[tables.indexOf(table)] ?? '';

  const failures = () => mappings.flatMap((mapping) => sqs.bodies(mapping.failures));
  // The gateway ends instances of the functions, which need the gateway to start.
  const effects: SideEffects = {
    endInstance: () => undefined,
    reportMail: services.reportMail,
  };
  const gateway = await parts.serve(
    'gateway',
    startGateway(endpoints, { failures, events: events.entries, control }, ports.gateway, effects),
  );

  const { stackName } = template;
  const gatewayEndpoint = gateway.endpoint;
  const definitions = template.ofType('AWS::Lambda::Function').map((resource) => {
    const bundle = bundleOf(resource);
    return defineFunction(resource, { bundle, stackName, logsDir, gatewayEndpoint });
  });
  const lambda = await parts.serve(
    'lambda',
    startLambda(definitions, ports.lambda, {
      onLine: ({ logGroup, name }, message) =>
        logStore.put(logGroup, name, [{ timestamp: clock.now(), message }]),
      mapped: mappings.map(({ functionName }) => functionName),
      retryPolicies: readRetryPolicies(template.ofType('AWS::Lambda::EventInvokeConfig')),
      onFailure: (queue, event) => sqs.send(queue, event),
    }),
  );
  effects.endInstance = lambda.endInstance;
  const filters = template.ofType('AWS::Logs::SubscriptionFilter');
  await parts.add(startSubscriptions(filters, logStore, lambda.endpoint));
  const rules = await parts.add(startEventRules(template, lambda.endpoint));
  Object.assign(listener, { reportMail: rules.reportMail, publish: rules.publish });

  const readStream = (mapping: EventSourceMapping) =>
    startEventSource({
      mapping,
      localStreamArn,
      dynamodbEndpoint: endpoints.dynamodb,
      lambdaEndpoint: lambda.endpoint,
      onFailure: (batch) => sqs.send(mapping.failures, batch),
      onCrash: (error) => onCrash(`The table's stream cannot be read: ${error.message}`),
    });
  for (const mapping of mappings) await parts.add(readStream(mapping));
  return { tableName: table.physicalId, functions: definitions.map(({ name }) => name) };
}
