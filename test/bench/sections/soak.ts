import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StackFacts } from '../../../infra/local/stack-file';
import { inject } from '../../support/calls';
import { wrongCode } from '../../support/codes';
import { startStack } from '../../support/stack';
import { TableAccess } from '../../support/table';
import { afterPassword, answered, triggerEvent, type Challenge } from '../../support/triggers';
import type { TestUser } from '../../support/users';
import { InboxWatcher } from '../inbox-watcher';
import { ratio, type Run, type Section } from '../report';
import { TriggerHost, type Stats } from '../trigger-host';

const AT_ONCE = 20;
const FUNCTIONS = [
  'CreateAuthChallenge',
  'VerifyAuthChallengeResponse',
  'PreTokenGeneration',
] as const;
type Hosts = Record<(typeof FUNCTIONS)[number], TriggerHost>;

interface Person extends TestUser {
  wrong: boolean;
  resend: boolean;
  sesFault: boolean;
}

/** 5 % enter a wrong code first, 5 % ask for another, for 2 % SES fails once. */
const person = (n: number): Person => ({
  sub: randomUUID(),
  email: `soak-${n}-${randomUUID()}@example.com`,
  password: '',
  wrong: n % 20 === 3,
  resend: n % 20 === 7,
  sesFault: n % 50 === 11,
});

/** Thousands of sign-ins through the same instances: everyone ends as the rules say, nothing grows. */
export async function soak({ quick, progress }: Run): Promise<Section[]> {
  const people = Array.from({ length: quick ? 200 : 5000 }, (_, n) => person(n));
  progress('soak: starting a stack');
  const { facts, stop } = await startStack({ settings: { resendCooldown: '1' } });
  const inbox = new InboxWatcher(facts);
  const hosts = {} as Hosts;
  try {
    for (const name of FUNCTIONS) hosts[name] = await TriggerHost.start(facts, name);
    const stats = new Map<string, Stats[]>(FUNCTIONS.map((name) => [name, []]));
    const queue = [...people];
    const tenth = people.length / 10;
    let done = 0;
    const from = performance.now();
    const work = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        await signIn(facts, hosts, inbox, next);
        done++;
        if (done % Math.ceil(tenth) === 0) {
          progress(`soak: ${done} of ${people.length}`);
          for (const name of FUNCTIONS) stats.get(name)?.push(await hosts[name].stats());
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    const seconds = (performance.now() - from) / 1000;
    await checkEnds(facts, people, inbox);
    return [growth(stats, people.length, seconds)];
  } finally {
    Object.values(hosts).forEach((host) => host.stop());
    await inbox.stop();
    await stop();
  }
}

async function signIn(stack: StackFacts, hosts: Hosts, inbox: InboxWatcher, who: Person) {
  const invoke = async <Response>(
    name: keyof Hosts,
    request: Record<string, unknown>,
    overrides: { triggerSource?: string } = {},
  ): Promise<Response> => {
    const { response, error } = await hosts[name].invoke(
      triggerEvent(stack, name, who, request, overrides),
    );
    if (error) throw new Error(`${name}: ${error}`);
    return (response as { response: Response }).response;
  };
  const answer = async ({ privateChallengeParameters }: Challenge, challengeAnswer: string) => {
    const request = { privateChallengeParameters, challengeAnswer };
    const verdict = await invoke<{ answerCorrect: boolean }>(
      'VerifyAuthChallengeResponse',
      request,
    );
    return verdict.answerCorrect;
  };

  if (who.sesFault) {
    await inject(stack, { fault: 'throttle', service: 'ses', recipient: who.email, times: 1 });
  }
  let challenge = await invoke<Challenge>('CreateAuthChallenge', { session: afterPassword() });
  let code = await inbox.next(who.email);
  if (who.wrong && (await answer(challenge, wrongCode(code))))
    throw new Error('A wrong code passed');
  if (who.resend) {
    await sleep(Number(challenge.publicChallengeParameters.resendIn) * 1000);
    challenge = await invoke<Challenge>('CreateAuthChallenge', {
      session: afterPassword(answered(challenge)),
      clientMetadata: { action: 'resend' },
    });
    code = await inbox.next(who.email);
  }
  if (!(await answer(challenge, code))) throw new Error('The right code did not pass');
  const triggerSource = 'TokenGeneration_Authentication';
  await invoke('PreTokenGeneration', { groupConfiguration: {} }, { triggerSource });
}

/** @throws Error for the first person whose records or mails are not as the rules say */
async function checkEnds(stack: StackFacts, people: Person[], inbox: InboxWatcher): Promise<void> {
  const table = new TableAccess(stack);
  for (const { sub, email, wrong, resend } of people) {
    const user = await table.user(sub);
    const state = {
      mails: inbox.counts.get(email),
      codes: user?.codeTimes?.L?.length,
      failures: user?.failures?.SS?.length ?? 0,
      passLeft: user?.passUntil !== undefined,
    };
    const codes = resend ? 2 : 1;
    const expected = { mails: codes, codes, failures: wrong ? 1 : 0, passLeft: false };
    if (JSON.stringify(state) !== JSON.stringify(expected)) {
      throw new Error(
        `${email} ended as ${JSON.stringify(state)}, not ${JSON.stringify(expected)}`,
      );
    }
  }
}

function growth(stats: Map<string, Stats[]>, people: number, seconds: number): Section {
  const megabytes = (bytes = 0) => (bytes / 2 ** 20).toFixed(1);
  return {
    title: `Soak: ${people.toLocaleString('en')} sign-ins through the same instances`,
    head: ['function', 'heap at 10 %, MB', 'heap at the end, MB', 'growth', 'handles, 10 % → end'],
    rows: [...stats].map(([name, samples]) => {
      const [first, last] = [samples[0], samples.at(-1)];
      return [
        name,
        megabytes(first?.heap),
        megabytes(last?.heap),
        ratio(last?.heap ?? 0, first?.heap ?? 1),
        `${first?.handles} → ${last?.handles}`,
      ];
    }),
    notes: [
      `All ended as the rules say and every code was mailed once; ${(people / seconds).toFixed(0)} a second, ${AT_ONCE} at a time.`,
      '5 % wrong code first, 5 % asked for another, SES failing once for 2 %. The triggers are called as Cognito calls them, without SRP. Heap after garbage collection.',
    ],
  };
}
