import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isObject, objectIn, without, type JsonObject } from '../../../infra/pool/json';

interface Call {
  target: string;
  body: JsonObject;
}

/** What UpdateUserPool must not be told: real Cognito refuses or ignores it, so sending it is a mistake. */
const NOT_TAKEN =
  /^(Id|Name|Arn|Status|CreationDate|LastModifiedDate|Domain|CustomDomain|EstimatedNumberOfUsers|SchemaAttributes|AliasAttributes|UsernameAttributes|UsernameConfiguration|.*ConfigurationFailure)$/;

const noOne: (call: Call) => void = () => undefined;

class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * One user pool behind Cognito's JSON protocol. Its UpdateUserPool is as strict as the real one's is said to
 * be: what a request leaves out is lost, what it may not hold is refused.
 */
export async function startFakeCognito() {
  const calls: Call[] = [];
  const answers: JsonObject[] = [];
  const state = {
    pool: {} as JsonObject,
    clients: [] as JsonObject[],
    replicas: [] as { RegionName: string; Role: 'PRIMARY' | 'SECONDARY' }[],
    /** What CloudFormation lists of the own stack. */
    stack: [] as { logicalId: string; type: string; physicalId: string; status: string }[],
    /** Runs before a call is handled: what others do to the pool meanwhile, and errors. */
    before: noOne,
  };

  function handle({ target, body }: Call): JsonObject {
    if (body.UserPoolId !== state.pool.Id) {
      const message = `User pool ${String(body.UserPoolId)} does not exist.`;
      throw new Refusal('ResourceNotFoundException', message);
    }
    switch (target) {
      case 'DescribeUserPool':
        return { UserPool: state.pool };
      case 'UpdateUserPool':
        update(body);
        return {};
      case 'ListUserPoolReplicas':
        return { UserPoolReplicas: state.replicas };
      case 'ListUserPoolClients':
        return page(body);
      case 'DescribeUserPoolClient': {
        const client = state.clients.find(({ ClientId }) => ClientId === body.ClientId);
        if (!client) throw new Refusal('ResourceNotFoundException', 'No such client');
        return { UserPoolClient: client };
      }
      default:
        throw new Refusal('UnknownOperationException', target);
    }
  }

  function page({ MaxResults, NextToken }: JsonObject): JsonObject {
    const from = Number(NextToken ?? 0);
    const to = from + Number(MaxResults);
    return {
      UserPoolClients: state.clients.slice(from, to).map(({ ClientId = '' }) => ({ ClientId })),
      ...(to < state.clients.length && { NextToken: String(to) }),
    };
  }

  function update(body: JsonObject): void {
    const request = without(body, ['UserPoolId']);
    const wrong = Object.keys(request).filter((field) => NOT_TAKEN.test(field));
    if (wrong.length > 0) throw new Refusal('SerializationException', wrong.join());
    const policy = objectIn(objectIn(request, 'Policies'), 'PasswordPolicy');
    const days = objectIn(request, 'AdminCreateUserConfig').UnusedAccountValidityDays;
    if (days !== undefined && policy.TemporaryPasswordValidityDays !== undefined) {
      throw new Refusal(
        'InvalidParameterException',
        'Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays',
      );
    }
    const triggers = objectIn(request, 'LambdaConfig');
    const guard = objectIn(triggers, 'PreTokenGenerationConfig').LambdaArn;
    const older = triggers.PreTokenGeneration ?? guard;
    if (guard !== undefined && older !== guard) {
      throw new Refusal('InvalidParameterException', 'PreTokenGeneration must be identical');
    }
    const kept = Object.entries(state.pool).filter(([field]) => NOT_TAKEN.test(field));
    const next: JsonObject = { ...Object.fromEntries(kept), ...request };
    // Both tell the same, the older one still does when it is not set.
    const admin = next.AdminCreateUserConfig;
    if (isObject(admin) && policy.TemporaryPasswordValidityDays !== undefined) {
      next.AdminCreateUserConfig = {
        ...admin,
        UnusedAccountValidityDays: policy.TemporaryPasswordValidityDays,
      };
    }
    next.LastModifiedDate = Number(state.pool.LastModifiedDate) + 1;
    state.pool = next;
  }

  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    if (text.includes('Action=ListStackResources')) {
      response.setHeader('content-type', 'text/xml').end(stackXml(state.stack));
      return;
    }
    const body = JSON.parse(text) as JsonObject;
    if (request.method === 'PUT') {
      answers.push({ ...body, contentType: request.headers['content-type'] ?? null });
      response.end();
      return;
    }
    const call = { target: String(request.headers['x-amz-target']).split('.')[1] ?? '', body };
    calls.push(call);
    try {
      if (Number(request.headers['content-length']) !== Buffer.byteLength(text)) {
        throw new Refusal('SerializationException', 'Wrong length');
      }
      state.before(call);
      const result = JSON.stringify(handle(call));
      response.setHeader('content-type', 'application/x-amz-json-1.1').end(result);
    } catch (error) {
      const { code = 'InternalErrorException', message } = error as Partial<Refusal>;
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify({ __type: code, message }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    state,
    /** Begins anew with another pool. */
    load: (pool: JsonObject, clients: JsonObject[] = []) => {
      Object.assign(state, { pool: structuredClone(pool), clients, stack: [], before: noOne });
      calls.length = 0;
      answers.length = 0;
    },
    calls,
    /** What CloudFormation was told. */
    answers,
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refuse: (code: string, message: string): never => {
      throw new Refusal(code, message);
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const stackXml = (
  resources: { logicalId: string; type: string; physicalId: string; status: string }[],
) => `
  <ListStackResourcesResponse><ListStackResourcesResult><StackResourceSummaries>
  ${resources
    .map(
      ({ logicalId, type, physicalId, status }) => `<member>
        <LogicalResourceId>${logicalId}</LogicalResourceId><ResourceType>${type}</ResourceType>
        <PhysicalResourceId>${physicalId}</PhysicalResourceId><ResourceStatus>${status}</ResourceStatus>
        <LastUpdatedTimestamp>2026-01-01T00:00:00Z</LastUpdatedTimestamp></member>`,
    )
    .join('')}
  </StackResourceSummaries></ListStackResourcesResult></ListStackResourcesResponse>`;

export type FakeCognito = Awaited<ReturnType<typeof startFakeCognito>>;
