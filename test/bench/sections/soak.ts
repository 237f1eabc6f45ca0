import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StackFacts } from '../../../infra/local/stack-file';
import { RESEND_METADATA } from '../../../triggers/public-parameters';
import type { Item } from '../../../triggers/store/records';
import { inject } from '../../support/calls';
import { wrongCode } from '../../support/codes';
import { everyMail } from '../../support/inbox';
import { Mailer } from '../../support/mailer';
import { startStack } from '../../support/stack';
import { TableAccess } from '../../support/table';
import { until } from '../../support/until';
import type { TestUser } from '../../support/users';
import { InboxWatcher, isCodeMail } from '../inbox-watcher';
import { median, type Run, type Section } from '../report';
import { Session, type Hosts } from '../session';
import { TriggerHost, type Stats } from '../trigger-host';

const AT_ONCE = 20;
/** Looking more often would take the machine's time from the sign-ins. */
const INBOX_INTERVAL = 100;
const FUNCTIONS = [
  'DefineAuthChallenge',
  'CreateAuthChallenge',
  'VerifyAuthChallengeResponse',
  'PreTokenGeneration',
  'SendCode',
] as const;
type Name = (typeof FUNCTIONS)[number];
/** Looks at each function over the run. */
const LOOKS = 20;
/** A heap that grows with every sign-in would have grown tenfold. */
const MOST_GROWTH = 1.25;

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

interface World {
  stack: StackFacts;
  hosts: Hosts<Name>;
  inbox: InboxWatcher;
  mailer: Mailer;
}

/** Thousands of sign-ins through the same instances: everyone ends as the rules say, nothing grows. */
export async function soak({ quick, progress }: Run): Promise<Section[]> {
  const people = Array.from({ length: quick ? 200 : 5000 }, (_, n) => person(n));
  progress('soak: starting a stack');
  const { facts: stack, stop } = await startStack({ settings: { resendCooldown: '1' } });
  const inbox = new InboxWatcher(stack, INBOX_INTERVAL);
  const hosts = {} as Hosts<Name>;
  try {
    for (const name of FUNCTIONS) hosts[name] = await TriggerHost.start(stack, name);
    const world = { stack, hosts, inbox, mailer: new Mailer(stack) };
    const from = performance.now();
    const looks = await signInAll(people, world, progress);
    const seconds = (performance.now() - from) / 1000;
    progress('soak: looking at how everyone ended');
    await checkEnds(stack, people);
    return [growth(looks, people.length, seconds)];
  } finally {
    Object.values(hosts).forEach((host) => host.stop());
    await inbox.stop();
    await stop();
  }
}

type Looks = Record<Name, Stats[]>;

async function signInAll(
  people: Person[],
  world: World,
  progress: Run['progress'],
): Promise<Looks> {
  const looks = Object.fromEntries(FUNCTIONS.map((name) => [name, [] as Stats[]])) as Looks;
  const queue = [...people];
  let done = 0;
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      await signIn(next, world);
      done++;
      if (done % (people.length / LOOKS) > 0) continue;
      progress(`soak: ${done} of ${people.length}`);
      for (const name of FUNCTIONS) looks[name].push(await world.hosts[name].stats());
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return looks;
}

async function signIn(who: Person, world: World): Promise<void> {
  const { stack, hosts } = world;
  const session = new Session(stack, hosts, who);
  if (who.sesFault) {
    await inject(stack, { fault: 'throttle', service: 'ses', recipient: who.email, times: 1 });
  }
  await session.next();
  let code = await mailed(session, who, world);
  if (who.wrong && (await session.answer(wrongCode(code)))) throw new Error('A wrong code passed');
  if (who.resend) {
    await sleep(session.resendIn * 1000);
    await session.answer('resend', RESEND_METADATA);
    code = await mailed(session, who, world);
  }
  if (!(await session.answer(code))) throw new Error('The right code did not pass');
}

/**
 * The code of the newest challenge. The record comes to the mailer under observation at once, and to the
 * stack's own by the stream, as Lambda may deliver it more than once.
 */
async function mailed(session: Session, who: Person, world: World): Promise<string> {
  const Records = [await world.mailer.recordOf(session.challengeId)];
  const { error } = await world.hosts.SendCode.invoke({ Records });
  if (error) throw new Error(`SendCode: ${error}`);
  return world.inbox.next(who.email);
}

/** @throws Error for the first person whose records or mails are not as the rules say */
async function checkEnds(stack: StackFacts, people: Person[]): Promise<void> {
  const records = await new TableAccess(stack).everyRecord();
  const challenges = groupBy(records, ({ userSub }) => userSub?.S);
  const users = new Map(records.map((record) => [record.pk?.S?.split('#')[2], record]));
  await secondDeliveries(stack, records);
  const codeMails = (await everyMail(stack)).filter(isCodeMail);
  const mails = groupBy(codeMails, ({ destination }) => destination.to[0]);
  for (const { sub, email, wrong, resend } of people) {
    const user = users.get(sub);
    const own = challenges.get(sub) ?? [];
    const having = (name: string) => own.filter((record) => record[name]).length;
    const state = {
      mails: mails.get(email)?.length,
      codes: user?.codeTimes?.L?.length,
      sent: having('sentAt'),
      used: having('usedAt'),
      replaced: having('supersededAt'),
      failures: user?.failures?.SS?.length ?? 0,
      passLeft: user?.passUntil !== undefined,
    };
    const codes = resend ? 2 : 1;
    const expected = {
      mails: codes,
      codes,
      sent: codes,
      used: 1,
      replaced: codes - 1,
      failures: wrong ? 1 : 0,
      passLeft: false,
    };
    if (JSON.stringify(state) === JSON.stringify(expected)) continue;
    throw new Error(`${email} ended as ${JSON.stringify(state)}, not ${JSON.stringify(expected)}`);
  }
}

function groupBy<T>(items: T[], keyOf: (item: T) => string | undefined): Map<unknown, T[]> {
  const groups = new Map<unknown, T[]>();
  for (const item of items) {
    groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  }
  return groups;
}

/** Waits until the stream has brought every challenge to the stack's mailer, too. */
async function secondDeliveries(stack: StackFacts, records: Item[]): Promise<void> {
  const ids = records.flatMap(({ pk }) => /^challenge#(.+)/.exec(pk?.S ?? '')?.[1] ?? []);
  const file = stack.functions.find((name) => name.includes('SendCode'));
  await until(async () => {
    const log = readFileSync(join(stack.logsDir, `${file}.log`), 'utf8');
    const told = new Set(Array.from(log.matchAll(/"challengeId":"([^"]+)"/g), ([, id]) => id));
    return ids.every((id) => told.has(id));
  });
}

/** @throws Error if a function holds more and more */
function growth(looks: Looks, people: number, seconds: number): Section {
  const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(1);
  return {
    title: `Soak: ${people.toLocaleString('en')} sign-ins through the same instances`,
    head: ['function', 'heap, MB: first tenth', 'last tenth', 'handles: first tenth', 'last tenth'],
    rows: FUNCTIONS.map((name) => {
      const tenth = LOOKS / 10;
      const typical = (of: keyof Stats, samples: Stats[]) => median(samples.map((s) => s[of]));
      const [first, last] = [looks[name].slice(0, tenth), looks[name].slice(-tenth)];
      const heaps = [typical('heap', first), typical('heap', last)] as const;
      const handles = [typical('handles', first), typical('handles', last)] as const;
      if (heaps[1] > heaps[0] * MOST_GROWTH || handles[1] > handles[0] + 2) {
        throw new Error(`${name} grew: heap ${heaps.map(megabytes)} MB, handles ${handles}`);
      }
      return [name, ...heaps.map(megabytes), ...handles];
    }),
    runs: people,
    notes: [
      `All ended as the rules say and every code was mailed once; ${(people / seconds).toFixed(0)} a second, ${AT_ONCE} at a time.`,
      '5 % gave a wrong code first, 5 % asked for another, SES failed once for 2 %. The triggers are called as Cognito',
      'calls them, without SRP; every record comes to the mailer twice. Heap after garbage collection.',
    ],
  };
}
