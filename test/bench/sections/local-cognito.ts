import { randomUUID } from 'node:crypto';
import { loadavg } from 'node:os';
import { startCognito } from '../../../infra/local/aws/cognito/server';
import { newBinding } from '../../../triggers/public-parameters';
import { startStack } from '../../support/stack';
import { FastSrp } from '../fast-srp';
import { InboxWatcher } from '../inbox-watcher';
import { median, tenths, type Run, type Section } from '../report';

const POOL = 'us-east-1_Bench';
const PASSWORD = 'Right-Horse-7-Battery';
/** Sign-ins that go on at the same time. */
const AT_ONCE = 20;
const CODES_AT_ONCE = 4;
const WARM_UP = 8;

interface Answer {
  Session?: string;
  ChallengeParameters: Record<string, string>;
  AuthenticationResult?: { IdToken: string };
}

type Call = <T = Answer>(operation: string, request: object) => Promise<T>;

/** Calls without the SDK, which would take longer than what is measured. */
const caller =
  (endpoint: string): Call =>
  async <T>(operation: string, request: object) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
      },
      body: JSON.stringify(request),
    });
    const answer = (await response.json()) as T & { message?: string };
    if (!response.ok) throw new Error(`${operation}: ${answer.message}`);
    return answer;
  };

async function createUser(call: Call, UserPoolId: string, Username: string): Promise<void> {
  const UserAttributes = [{ Name: 'email_verified', Value: 'true' }];
  const named = { UserPoolId, Username };
  await call('AdminCreateUser', { ...named, MessageAction: 'SUPPRESS', UserAttributes });
  await call('AdminSetUserPassword', { ...named, Password: PASSWORD, Permanent: true });
}

interface PasswordStep {
  poolId: string;
  clientId: string;
  flow: 'USER_SRP_AUTH' | 'CUSTOM_AUTH';
}

async function password(call: Call, { poolId, clientId, flow }: PasswordStep, email: string) {
  const srp = new FastSrp(poolId.split('_')[1] ?? '', PASSWORD);
  const start = await call('InitiateAuth', {
    ClientId: clientId,
    AuthFlow: flow,
    AuthParameters: { USERNAME: email, SRP_A: srp.A.toString(16), CHALLENGE_NAME: 'SRP_A' },
  });
  return call('RespondToAuthChallenge', {
    ClientId: clientId,
    ChallengeName: 'PASSWORD_VERIFIER',
    Session: start.Session,
    ChallengeResponses: srp.prove(start.ChallengeParameters),
  });
}

/** Does the work for each, some at a time. @returns how many a second */
async function rate<T>(
  each: T[],
  work: (item: T) => Promise<void>,
  atOnce = AT_ONCE,
): Promise<number> {
  const waiting = [...each];
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) await work(item);
    }),
  );
  return tenths((each.length * 1000) / (performance.now() - startedAt));
}

/** How many sign-ins the local Cognito does, and whether many users slow it down. */
export async function localCognito({ quick, progress }: Run): Promise<Section[]> {
  const notes = [`Load of the machine at its start: ${loadavg().map(tenths).join(', ')}.`];
  progress('users and look-ups');
  const cognito = await startCognito({
    port: 0,
    region: 'us-east-1',
    userPoolId: POOL,
    userPool: { UsernameAttributes: ['email'] },
    clients: [{ clientId: 'app', properties: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] } }],
    identities: [],
    lambdaEndpoint: 'http://127.0.0.1:1',
    sendMail: async () => undefined,
    log: () => undefined,
  });
  const call = caller(cognito.endpoint);
  const emails = Array.from({ length: 2000 }, (_, n) => `user-${n}@example.com`);
  const lookUp = async () => {
    const times: number[] = [];
    for (let n = 0; n < 200; n++) {
      const startedAt = performance.now();
      await call('AdminGetUser', { UserPoolId: POOL, Username: emails[n % 20] });
      times.push(performance.now() - startedAt);
    }
    return tenths(median(times));
  };
  for (const email of emails.slice(0, 20)) await createUser(call, POOL, email);
  await lookUp();
  const withFew = await lookUp();
  for (const email of emails.slice(20)) await createUser(call, POOL, email);
  const withMany = await lookUp();

  progress('passwords');
  const step: PasswordStep = { poolId: POOL, clientId: 'app', flow: 'USER_SRP_AUTH' };
  const people = emails.slice(0, quick ? 100 : 1000);
  const before = process.cpuUsage();
  const srpRate = await rate(people, async (email) => {
    const { AuthenticationResult } = await password(call, step, email);
    if (!AuthenticationResult) throw new Error('no tokens');
  });
  const { user, system } = process.cpuUsage(before);
  const srpCpu = tenths((user + system) / 1000 / people.length);
  await cognito.close();

  progress('codes');
  const wholeRate = await wholeSignIns(quick ? 20 : 400);
  return [
    {
      title: 'The local Cognito',
      head: ['what', 'figure'],
      rows: [
        ['SRP sign-ins a second', srpRate],
        ['processor time of one, client and Cognito, ms', srpCpu],
        ['whole sign-ins with mailed code a second', wholeRate],
        ['look-up of a user, ms (median), with 20 users', withFew],
        ['look-up of a user, ms (median), with 2,000 users', withMany],
      ],
      runs: 1,
      notes: [
        `${AT_ONCE} passwords and ${CODES_AT_ONCE} whole sign-ins at a time; clients, Cognito, functions, database and inbox share the machine.`,
        ...notes,
      ],
    },
  ];
}

async function wholeSignIns(count: number): Promise<number> {
  const { facts, stop } = await startStack();
  const inbox = new InboxWatcher(facts);
  try {
    const call = caller(facts.endpoints.cognito);
    const { userPoolId: poolId, clientId } = facts;
    const emails = Array.from(
      { length: count + WARM_UP },
      () => `user-${randomUUID()}@example.com`,
    );
    for (const email of emails) await createUser(call, poolId, email);
    const signIn = async (email: string) => {
      const mailed = inbox.next(email);
      const step = await password(call, { poolId, clientId, flow: 'CUSTOM_AUTH' }, email);
      const answered = await call('RespondToAuthChallenge', {
        ClientId: clientId,
        ChallengeName: 'CUSTOM_CHALLENGE',
        Session: step.Session,
        ClientMetadata: newBinding(),
        ChallengeResponses: {
          USERNAME: step.ChallengeParameters.USERNAME,
          ANSWER: await mailed,
        },
      });
      const { AuthenticationResult, ChallengeParameters } = answered;
      if (!AuthenticationResult) throw new Error(`no tokens: ${ChallengeParameters.outcome}`);
    };
    // Starting many instances of the functions at once would take longer than Cognito waits.
    await rate(emails.splice(0, WARM_UP), signIn, 2);
    return await rate(emails, signIn, CODES_AT_ONCE);
  } finally {
    await inbox.stop();
    await stop();
  }
}
