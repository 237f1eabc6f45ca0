import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { StackFacts } from '../../../infra/cli/stack-file';
import { RESEND_METADATA } from '../../../triggers/public-parameters';
import { inject } from '../../support/calls';
import { wrongCode } from '../../support/codes';
import { codeIn, everyMail } from '../../support/inbox';
import { Mailer } from '../../support/mailer';
import { startStack } from '../../support/stack';
import { TableAccess } from '../../support/table';
import { until } from '../../support/until';
import type { TestUser } from '../../support/users';
import { InboxWatcher, isCodeMail } from '../inbox-watcher';
import { median, megabytes, type Run, type Section } from '../report';
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
const FIRST = [0, 0.1] as const;
const MIDDLE = [0.45, 0.55] as const;
const LAST = [0.9, 1] as const;
/** From the middle to the end: a kilobyte kept of each sign-in would make a quarter. */
const MOST_GROWTH = 1.15;

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
  table: TableAccess;
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
    const access = { mailer: new Mailer(stack), table: new TableAccess(stack) };
    const world = { stack, hosts, inbox, ...access };
    const from = performance.now();
    const { looks, ids } = await signInAll(people, world, progress);
    const seconds = (performance.now() - from) / 1000;
    progress('soak: counting mails');
    await secondDeliveries(stack, ids);
    await checkMails(stack, people);
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
): Promise<{ looks: Looks; ids: string[] }> {
  const looks = Object.fromEntries(FUNCTIONS.map((name) => [name, [] as Stats[]])) as Looks;
  const ids: string[] = [];
  const queue = [...people];
  let done = 0;
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const own = await signIn(next, world);
      await checkRecords(next, own, world);
      ids.push(...own);
      done++;
      if (done % (people.length / LOOKS) > 0) continue;
      progress(`soak: ${done} of ${people.length}`);
      for (const name of FUNCTIONS) looks[name].push(await world.hosts[name].stats());
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { looks, ids };
}

/** @returns ids of the challenges, oldest first */
async function signIn(who: Person, world: World): Promise<string[]> {
  const { stack, hosts } = world;
  const session = new Session(stack, hosts, who);
  if (who.sesFault) {
    await inject(stack, { fault: 'throttle', service: 'ses', recipient: who.email, times: 1 });
  }
  await session.next();
  const ids = [session.challengeId];
  let code = await mailed(session, who, world);
  if (who.wrong && (await session.answer(wrongCode(code)))) throw new Error('A wrong code passed');
  if (who.resend) {
    await sleep(session.resendIn * 1000);
    await session.answer('resend', RESEND_METADATA);
    ids.push(session.challengeId);
    code = await mailed(session, who, world);
  }
  if (!(await session.answer(code))) throw new Error('The right code did not pass');
  return ids;
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

/** @throws Error if a person's records are not as the rules say */
async function checkRecords(who: Person, ids: string[], { table, mailer }: World): Promise<void> {
  // The mailer marks its record a moment after the mail is out.
  const challenges = await Promise.all(ids.map((id) => mailer.marked(id, 'sentAt')));
  const user = await table.user(who.sub);
  const pass = await table.pass(who.sub);
  const having = (name: string) => challenges.map((record) => record[name] !== undefined);
  check(
    who,
    {
      codes: user?.codeTimes?.L?.length,
      replaced: having('supersededAt'),
      used: having('usedAt'),
      failures: user?.failures?.SS?.length ?? 0,
      passLeft: pass !== undefined && pass.takenUntil === undefined,
    },
    {
      codes: who.resend ? 2 : 1,
      replaced: who.resend ? [true, false] : [false],
      used: who.resend ? [false, true] : [true],
      failures: who.wrong ? 1 : 0,
      passLeft: false,
    },
  );
}

/** @throws Error for the first person who got a code twice, or not at all */
async function checkMails(stack: StackFacts, people: Person[]): Promise<void> {
  const codes = new Map<string | undefined, string[]>();
  for (const mail of (await everyMail(stack)).filter(isCodeMail)) {
    const [address] = mail.destination.to;
    codes.set(address, [...(codes.get(address) ?? []), codeIn(mail)]);
  }
  for (const who of people) {
    const own = codes.get(who.email) ?? [];
    const wanted = who.resend ? 2 : 1;
    check(who, { mails: own.length, codes: new Set(own).size }, { mails: wanted, codes: wanted });
  }
}

function check({ email }: Person, state: object, expected: object): void {
  if (isDeepStrictEqual(state, expected)) return;
  throw new Error(`${email} ended as ${JSON.stringify(state)}, not ${JSON.stringify(expected)}`);
}

/** Waits until the stream has brought every challenge to the stack's mailer, too. */
async function secondDeliveries(stack: StackFacts, ids: string[]): Promise<void> {
  const file = stack.functions.find((name) => name.includes('SendCode'));
  await until(async () => {
    const log = readFileSync(join(stack.logsDir, `${file}.log`), 'utf8');
    const told = new Set(Array.from(log.matchAll(/"challengeId":"([^"]+)"/g), ([, id]) => id));
    return ids.every((id) => told.has(id));
  });
}

/** @throws Error if a function holds more and more */
function growth(looks: Looks, people: number, seconds: number): Section {
  return {
    title: `Soak: ${people.toLocaleString('en')} sign-ins through the same instances`,
    head: ['function', 'heap, MB: first tenth', 'middle', 'last tenth', 'handles: first', 'last'],
    rows: FUNCTIONS.map((name) => {
      const typical = (of: keyof Stats, [from, to]: readonly [number, number]) =>
        median(looks[name].slice(from * LOOKS, to * LOOKS).map((look) => look[of]));
      const heaps = [FIRST, MIDDLE, LAST].map((part) => megabytes(typical('heap', part)));
      const handles = [FIRST, LAST].map((part) => typical('handles', part));
      if (typical('heap', LAST) > typical('heap', MIDDLE) * MOST_GROWTH) {
        throw new Error(`${name} holds more and more: ${heaps.join(', ')} MB`);
      }
      if (typical('handles', LAST) > typical('handles', FIRST) + 2) {
        throw new Error(`${name} leaves handles open: ${handles.join(', ')}`);
      }
      return [name, ...heaps, ...handles];
    }),
    runs: people,
    notes: [
      `All ended as the rules say and every code was mailed once; ${(people / seconds).toFixed(0)} a second, ${AT_ONCE} at a time.`,
      '5 % gave a wrong code first, 5 % asked for another, SES failed once for 2 %. The triggers are called as Cognito',
      'calls them, without SRP; every record comes to the mailer twice. Heap after garbage collection: it grows while',
      'the engine learns what is called often, and then stays.',
    ],
  };
}
