import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { endpointOf, HOST } from '../../infra/local/aws/listen';

/** The account that the fake shows; tests change it as they need. */
export interface Account {
  /** Whether `cdk bootstrap` was run. */
  bootstrapped: boolean;
  /** Name of each SES identity, and whether it is verified. */
  identities: Record<string, boolean>;
  /** Whether SES is out of its sandbox. */
  production: boolean;
  sending: boolean;
  /** The stack, if it is deployed. */
  stack?: {
    logicalId: string;
    type: string;
    physicalId: string;
    keeps?: boolean;
    status?: string;
  }[];
  /** The user pool, and its functions by ARN, if there is one. */
  pool?: { id: string; lambdaConfig: object };
  /** Subs of its users, and errors that the next sign-outs of each end with, by sub. */
  users: string[];
  signOutErrors: Record<string, string[]>;
  functions?: Record<string, { environment: Record<string, string>; tags: Record<string, string> }>;
  /** Its setting sealingKeys, and how many milliseconds ago it was last deployed. */
  sealing?: { keys: string; deployedAgo: number };
  /** What Amplify says of a job at each look; the last one stays. */
  job: string[];
}

export interface Seen {
  /** Method and path, or the action of a query. */
  call: string;
  body: Buffer;
  contentType: string | undefined;
}

export interface FakeAws {
  account: Account;
  seen: Seen[];
  endpoint: string;
  close(): Promise<void>;
}

interface Answer {
  status?: number;
  json?: object;
  xml?: string;
  /** Code of an error. */
  error?: string;
}

/** STS, SSM, SES, CloudFormation, Amplify and a user pool, as far as deployments and admins call them. */
export async function startFakeAws(): Promise<FakeAws> {
  const account: Account = {
    bootstrapped: true,
    identities: {},
    production: true,
    sending: true,
    job: ['RUNNING', 'SUCCEED'],
    users: [],
    signOutErrors: {},
  };
  const seen: Seen[] = [];
  // Without the guard of the local stack, which refuses the forms that AWS's query protocol sends.
  const server = createServer((request, response) => {
    void handle(request).then((answer) => send(response, answer));
  }).listen(0, HOST);
  await once(server, 'listening');
  const { endpoint, close } = endpointOf(server);

  async function handle(request: IncomingMessage): Promise<Answer> {
    const body = await buffer(request);
    const action = new URLSearchParams(body.toString()).get('Action');
    const target = request.headers['x-amz-target'];
    const call = action ?? (target ? String(target) : `${request.method} ${request.url}`);
    seen.push({ call, body, contentType: request.headers['content-type'] });
    return answerTo(call, body.toString());
  }

  function answerTo(call: string, body: string): Answer {
    const { stack, identities, production, sending } = account;
    const identity = /^GET \/v2\/email\/identities\/(.+)$/.exec(call)?.[1];
    if (call === 'GetCallerIdentity') {
      return result(call, '<Account>123456789012</Account><Arn>arn</Arn><UserId>id</UserId>');
    }
    if (call === 'AmazonSSM.GetParameter') {
      return account.bootstrapped ? { json: { Parameter: {} } } : { error: 'ParameterNotFound' };
    }
    if (identity !== undefined) {
      const verified = identities[decodeURIComponent(identity)];
      return verified === undefined
        ? { status: 404, error: 'NotFoundException' }
        : { json: { VerifiedForSendingStatus: verified } };
    }
    if (call === 'GET /v2/email/account') {
      return { json: { ProductionAccessEnabled: production, SendingEnabled: sending } };
    }
    if (call === 'DescribeStackResources') {
      if (!stack) return { status: 400, xml: NO_STACK };
      return result(call, `<StackResources>${members(stack)}</StackResources>`);
    }
    if (call === 'ListStackResources') {
      if (!stack) return { status: 400, xml: NO_STACK };
      // A page each, as CloudFormation gives a hundred at a time.
      const page = Number(new URLSearchParams(body).get('NextToken') ?? 0);
      const next = page + 1 < stack.length ? `<NextToken>${page + 1}</NextToken>` : '';
      const summaries = members(stack.slice(page, page + 1));
      return result(call, `<StackResourceSummaries>${summaries}</StackResourceSummaries>${next}`);
    }
    if (call === 'AWSCognitoIdentityProviderService.DescribeUserPool') {
      const { UserPoolId } = JSON.parse(body) as { UserPoolId: string };
      if (account.pool?.id !== UserPoolId) return { error: 'ResourceNotFoundException' };
      return { json: { UserPool: { Id: UserPoolId, LambdaConfig: account.pool.lambdaConfig } } };
    }
    if (call === 'AWSCognitoIdentityProviderService.ListUsers') {
      const userOf = (sub: string) => ({
        Username: sub,
        Attributes: [{ Name: 'sub', Value: sub }],
      });
      return { json: { Users: account.users.map(userOf) } };
    }
    if (call === 'AWSCognitoIdentityProviderService.AdminUserGlobalSignOut') {
      const { Username } = JSON.parse(body) as { Username: string };
      const error = account.signOutErrors[Username]?.shift();
      return error ? { error } : { json: {} };
    }
    const asked = /^GET \/2015-03-31\/functions\/(.+)$/.exec(call)?.[1];
    if (asked !== undefined) {
      const found = account.functions?.[decodeURIComponent(asked)];
      if (!found) return { status: 404, error: 'ResourceNotFoundException' };
      const { environment: Variables, tags: Tags } = found;
      return { json: { Configuration: { Environment: { Variables } }, Tags } };
    }
    if (call === 'DescribeStacks') {
      const { sealing } = account;
      if (!stack && !sealing) return { status: 400, xml: NO_STACK };
      const output = sealing
        ? `<member><OutputKey>SealingKeys</OutputKey><OutputValue>${sealing.keys}</OutputValue></member>`
        : '';
      const updated = new Date(Date.now() - (sealing?.deployedAgo ?? 0)).toISOString();
      return result(
        call,
        `<Stacks><member><LastUpdatedTime>${updated}</LastUpdatedTime><Outputs>${output}</Outputs></member></Stacks>`,
      );
    }
    if (call === 'GetTemplate') {
      const resources = stack?.map(({ logicalId, keeps }) => [
        logicalId,
        keeps ? { DeletionPolicy: 'Retain' } : {},
      ]);
      const template = JSON.stringify({ Resources: Object.fromEntries(resources ?? []) });
      return result(call, `<TemplateBody>${template.replaceAll('"', '&quot;')}</TemplateBody>`);
    }
    return amplify(call);
  }

  function amplify(call: string): Answer {
    if (call.endsWith('/deployments')) {
      return {
        json: { jobId: '7', fileUploadUrls: {}, zipUploadUrl: `${endpoint}/upload?signed` },
      };
    }
    if (call === 'PUT /upload?signed') return {};
    if (call.endsWith('/deployments/start')) return { json: { jobSummary: {} } };
    if (call.endsWith('/jobs')) return { json: { jobSummary: { jobId: '8' } } };
    if (/\/jobs\/[78]$/.test(call)) {
      const status = account.job.length > 1 ? account.job.shift() : account.job[0];
      const steps = [{ stepName: 'DEPLOY', status, statusReason: 'The zip is empty' }];
      return { json: { job: { summary: { status }, steps } } };
    }
    if (call.includes('/domains/')) {
      return {
        json: {
          domainAssociation: {
            domainStatus: 'PENDING_VERIFICATION',
            certificateVerificationDNSRecord: '_a.example.com. CNAME _b.acm-validations.aws.',
            subDomains: [{ verified: false, dnsRecord: ' CNAME d1.cloudfront.net' }],
          },
        },
      };
    }
    return { status: 404, error: 'UnexpectedCall' };
  }

  return { account, seen, endpoint, close };
}

const NO_STACK =
  '<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code>' +
  '<Message>Stack with id EmailMfa does not exist</Message></Error></ErrorResponse>';

const members = (stack: NonNullable<Account['stack']>) =>
  stack
    .map(
      ({ logicalId, type, physicalId, status = 'CREATE_COMPLETE' }) =>
        `<member><LogicalResourceId>${logicalId}</LogicalResourceId><ResourceType>${type}</ResourceType>` +
        `<PhysicalResourceId>${physicalId}</PhysicalResourceId><ResourceStatus>${status}</ResourceStatus></member>`,
    )
    .join('');

const result = (action: string, content: string): Answer => ({
  xml: `<${action}Response><${action}Result>${content}</${action}Result></${action}Response>`,
});

function send(response: ServerResponse, { status, json, xml, error }: Answer): void {
  response.statusCode = status ?? (error ? 400 : 200);
  if (error) response.setHeader('x-amzn-errortype', error);
  response.setHeader('content-type', xml ? 'text/xml' : 'application/json');
  response.end(xml ?? JSON.stringify(error ? { __type: error, message: error } : (json ?? {})));
}
