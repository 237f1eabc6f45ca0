import { createTable } from './aws/dynamodb/server';
import { startEventBus } from './aws/event-bus';
import type { Effects } from './aws/gateway/gateway';
import { startGateway } from './aws/gateway/server';
import { readPatience } from './aws/lambda/async-invoke';
import { defineFunction } from './aws/lambda/function';
import { startLambda } from './aws/lambda/server';
import type { Closable, Endpoint } from './aws/listen';
import { startLogs } from './aws/logs/server';
import { LogStore } from './aws/logs/store';
import { startSubscriptions } from './aws/logs/subscriptions';
import { startMailEvents } from './deliver-mail-feedback';
import type { Ports } from './ports';
import type { Services } from './start-services';
import { startEventSource } from './aws/stream/event-source';
import { readMapping, type Mapping } from './aws/stream/mapping';
import type { LocalTemplate } from './aws/cloudformation/template';

export interface Surroundings {
  /** Cloud assembly of the template. */
  outdir: string;
  logsDir: string;
  ports: Ports;
  dynamodb: Endpoint;
  services: Services;
  /** Takes note of a part that has started, to close it in the end. */
  part<T extends Closable>(starting: Promise<T> | T): Promise<T>;
  onCrash(reason: string): void;
}

/** The functions, what they call, and what calls them, but for Cognito. */
export async function startFunctions(template: LocalTemplate, around: Surroundings) {
  const { dynamodb, services, ports, part, onCrash, outdir, logsDir } = around;
  const { kms, ses, sqs } = services;
  const table = template.only('AWS::DynamoDB::Table');
  const localStreamArn = await createTable(dynamodb.endpoint, table);

  const store = logStoreOf(template);
  const mappings = template.ofType('AWS::Lambda::EventSourceMapping').map(readMapping);
  const failures = () => mappings.flatMap((mapping) => sqs.bodies(mapping.failures));
  const [logs, events] = await Promise.all([
    part(startLogs(store, ports.logs)),
    part(startEventBus(ports.events)),
  ]);
  // What the gateway sets off needs the functions, and they need the gateway.
  const effects: Effects = { crash: () => undefined, tell: services.onFate };
  const gateway = await part(
    startGateway(
      endpointsOf({ dynamodb, kms, ses, logs, events }),
      { failures, events: events.entries },
      ports.gateway,
      effects,
    ),
  );

  const { stackName } = template;
  const gatewayEndpoint = gateway.endpoint;
  const definitions = template
    .ofType('AWS::Lambda::Function')
    .map((resource) => defineFunction(resource, { outdir, stackName, logsDir, gatewayEndpoint }));
  const lambda = await part(
    startLambda(definitions, ports.lambda, {
      onLine: ({ logGroup, name }, message) =>
        store.put(logGroup, name, [{ timestamp: Date.now(), message }]),
      mapped: mappings.map(({ functionName }) => functionName),
      patience: readPatience(template.ofType('AWS::Lambda::EventInvokeConfig')),
      onFailure: (queue, event) => sqs.send(queue, event),
    }),
  );
  const filters = template.ofType('AWS::Logs::SubscriptionFilter');
  await part(startSubscriptions(filters, store, lambda.endpoint));
  const mailEvents = await part(startMailEvents(template, lambda.endpoint));
  effects.crash = lambda.crash;
  services.effects.tell = mailEvents.tell;

  const readStream = (mapping: Mapping) =>
    startEventSource({
      mapping,
      localStreamArn,
      dynamodbEndpoint: dynamodb.endpoint,
      lambdaEndpoint: lambda.endpoint,
      onFailure: (batch) => sqs.send(mapping.failures, batch),
      onCrash: (error) => onCrash(`The stream can't be read: ${error.message}`),
    });
  for (const mapping of mappings) await part(readStream(mapping));
  return {
    lambda,
    gateway,
    logs,
    events,
    store,
    tableName: table.physicalId,
    functions: definitions.map(({ name }) => name),
  };
}

function logStoreOf(template: LocalTemplate): LogStore {
  const groups = template.ofType('AWS::Logs::LogGroup').map(({ physicalId }) => physicalId);
  const streams = template.ofType('AWS::Logs::LogStream').map(({ physicalId, properties }) => ({
    group: String(properties.LogGroupName),
    name: physicalId,
  }));
  return new LogStore(groups, streams);
}

const endpointsOf = <Name extends string>(parts: Record<Name, Endpoint>) =>
  Object.fromEntries(
    Object.entries<Endpoint>(parts).map(([name, { endpoint }]) => [name, endpoint]),
  ) as Record<Name, string>;
