import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import Ajv from 'ajv';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientOptions, type StackFacts } from '../../infra/cli/stack-file';
import { codeIn } from './inbox';
import { codeMail } from './codes';
import { SrpClient, type Credentials, type Step } from './srp-client';

interface Document {
  paths: Record<string, Record<string, { responses: Record<string, Described> }>>;
  components: {
    responses: Record<string, Described>;
    schemas: { Error: { properties: { error: { enum: string[] } } } };
  };
}
type Described = { $ref: string } | { content?: Record<'application/json', { schema: object }> };

const FILE = join(__dirname, '..', '..', 'triggers', 'account', 'openapi.json');
export const openApi = JSON.parse(readFileSync(FILE, 'utf8')) as Document;
const ajv = new Ajv({ allErrors: true }).addSchema({ ...openApi, $id: 'openapi' }, 'openapi');

/** Both tokens of a sign-in. */
export interface Tokens {
  idToken: string;
  accessToken: string;
}

export interface ApiAnswer {
  status: number;
  body: unknown;
  headers: Headers;
}

export interface ApiRequest {
  body?: unknown;
  headers?: Record<string, string>;
}

/** Calls the account API as a page does, and checks every answer against the OpenAPI document. */
export class AccountClient {
  constructor(
    private readonly stack: StackFacts,
    private readonly tokens: Partial<Tokens>,
  ) {}

  get = () => this.call('GET', '/account');
  forget = (id: string) => this.call('DELETE', `/account/browsers/${id}`);
  forgetAll = () => this.call('DELETE', '/account/browsers');
  askFor = (email: string) => this.call('POST', '/account/email', { body: { email } });
  confirm = (code: string) => this.call('POST', '/account/email/confirm', { body: { code } });

  /** @throws Error if the document does not describe the answer */
  async call(method: string, path: string, request: ApiRequest = {}): Promise<ApiAnswer> {
    const answer = await this.send(method, path, request);
    checkAnswer(method.toLowerCase(), path, answer);
    return answer;
  }

  /** Sends what the document may not know. @param request.body text goes as it is */
  async send(method: string, path: string, { body, headers }: ApiRequest = {}): Promise<ApiAnswer> {
    const { idToken, accessToken } = this.tokens;
    const response = await fetch(`${this.stack.endpoints.accountApi}${path}`, {
      method,
      headers: {
        ...(idToken !== undefined && { authorization: `Bearer ${idToken}` }),
        ...(accessToken !== undefined && { 'x-access-token': accessToken }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const { status, headers: answered } = response;
    return { status, body: text ? (JSON.parse(text) as unknown) : undefined, headers: answered };
  }
}

function checkAnswer(method: string, path: string, { status, body }: ApiAnswer): void {
  const known = path.replace(/(?<=^\/account\/browsers\/)[^/]+$/, '{id}');
  const described = openApi.paths[known]?.[method]?.responses[status];
  if (!described) throw new Error(`openapi.json has no answer ${status} to ${method} ${known}`);
  const { content } = '$ref' in described ? referenced(described.$ref) : described;
  if (!content) {
    if (body !== undefined) throw new Error(`The answer ${status} should have no body`);
    return;
  }
  const { schema } = content['application/json'];
  const valid = ajv.compile(withFullReferences(schema));
  if (!valid(body)) throw new Error(`${method} ${known}: ${ajv.errorsText(valid.errors)}`);
}

const referenced = (reference: string) =>
  openApi.components.responses[reference.split('/').at(-1) ?? ''] as Exclude<
    Described,
    { $ref: string }
  >;

const withFullReferences = (schema: object) =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/')) as object;

/** Invokes the deployed function itself, for what only API Gateway can say. */
export async function invokeApi(stack: StackFacts, event: object): Promise<ApiResult> {
  const lambda = new LambdaClient({ ...clientOptions(stack, 'lambda'), maxAttempts: 1 });
  const { Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: 'AccountApi', Payload: JSON.stringify(event) }),
  );
  return JSON.parse(Buffer.from(Payload ?? []).toString()) as ApiResult;
}

interface ApiResult {
  statusCode: number;
  headers: Record<string, string>;
}

/** Signs in with password and code. */
export async function signInWithCode(
  stack: StackFacts,
  user: Credentials,
  client = new SrpClient(stack),
): Promise<Tokens & { refreshToken: string }> {
  const challenge = await client.password(user);
  return tokensOf(await client.answer(challenge, codeIn(await codeMail(stack, user.email))));
}

export function tokensOf({ AuthenticationResult }: Step): Tokens & { refreshToken: string } {
  const { IdToken = '', AccessToken = '', RefreshToken = '' } = AuthenticationResult ?? {};
  return { idToken: IdToken, accessToken: AccessToken, refreshToken: RefreshToken };
}
