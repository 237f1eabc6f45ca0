import { execFileSync } from 'node:child_process';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { StackFacts } from '../../../infra/cli/stack-file';
import { SrpClient, type SrpSession } from '../../support/srp-client';
import { startStack } from '../../support/stack';
import { TableAccess } from '../../support/table';
import { until } from '../../support/until';
import { createUser, type TestUser } from '../../support/users';
import { Devices } from '../devices';
import { InboxWatcher } from '../inbox-watcher';
import { percentile, tenths, type Run, type Section } from '../report';

const STEPS = {
  start: 'name sent, SRP’s answer there',
  proof: 'proof computed on the device',
  challenge: 'proof sent, code asked for (Create)',
  mail: 'Create’s write, mail in the inbox',
  code: 'code sent, tokens there (Verify, PreToken)',
  whole: 'whole sign-in',
} as const;
type StepName = keyof typeof STEPS;
type Times = Record<StepName, number>;
/** What a person's own clock can tell. */
type OwnTimes = Omit<Times, 'mail'>;

/** Few people's times say little: they sign in so many times over. */
const ROUNDS = { 1: 20, 10: 5, 50: 2, 200: 1 };

interface Group {
  people: number;
  rounds: number;
  failed: number;
  seconds: number;
  times: Times[];
  memory: number[];
}

/** All that people sign in with: they share the machine, not their clocks. */
interface World {
  stack: StackFacts;
  inbox: InboxWatcher;
  devices: Devices;
}

/** People who sign in at the same moment, with the real client flow, SRP included. */
export async function signIns({ quick, progress }: Run): Promise<Section[]> {
  progress('sign-ins: starting a stack');
  const { facts: stack, stop } = await startStack();
  const world = { stack, inbox: new InboxWatcher(stack), devices: new Devices() };
  const heldUp = monitorEventLoopDelay();
  heldUp.enable();
  const atRest = memory(stack.pid);
  const groups: Group[] = [];
  try {
    for (const [people, rounds] of Object.entries(quick ? { 1: 2, 10: 1 } : ROUNDS)) {
      groups.push(await signInOverAndOver(Number(people), rounds, world, progress));
    }
  } finally {
    await world.devices.stop();
    await world.inbox.stop();
    await stop();
  }
  return report(groups, atRest, heldUp.max / 1e6);
}

async function signInOverAndOver(
  people: number,
  rounds: number,
  world: World,
  progress: Run['progress'],
): Promise<Group> {
  let seconds = 0;
  const times: Times[] = [];
  for (let round = 1; round <= rounds; round++) {
    progress(`sign-ins: ${people} at once get ready`);
    const ready = await getReady(people, world);
    progress(`sign-ins: ${people} at once, ${round} of ${rounds}`);
    const from = performance.now();
    const own = await signInTogether(ready, world);
    seconds += (performance.now() - from) / 1000;
    const mails = await mailTimes(ready, world.stack);
    times.push(...own.map((time, n) => ({ ...time, mail: mails[n] ?? Number.NaN })));
  }
  const failed = people * rounds - times.length;
  return { people, rounds, failed, seconds, times, memory: memory(world.stack.pid) };
}

interface Ready {
  user: TestUser;
  srp: SrpSession;
}

/** What a device computes before it asks for anything is done before the clock starts. */
async function getReady(people: number, { stack, devices }: World): Promise<Ready[]> {
  const ready: Ready[] = [];
  for (let n = 0; n < people; n++) {
    const user = await createUser(stack);
    ready.push({ user, srp: await devices.begin(user.email, user.password, stack.userPoolId) });
  }
  return ready;
}

/** @throws Error if one of them gets no tokens */
async function signInTogether(ready: Ready[], world: World): Promise<OwnTimes[]> {
  const results = await Promise.allSettled(ready.map((person) => signIn(person, world)));
  const refused = results.filter((result) => result.status === 'rejected');
  if (refused.length > 0) {
    throw new Error(`${refused.length} of ${ready.length} failed, one by ${refused[0]?.reason}`);
  }
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

async function signIn({ user, srp }: Ready, { stack, inbox, devices }: World): Promise<OwnTimes> {
  const client = new SrpClient(stack);
  const times: Partial<Times> = {};
  const timed = async <T>(step: StepName, work: Promise<T>): Promise<T> => {
    const from = performance.now();
    const result = await work;
    times[step] = performance.now() - from;
    return result;
  };
  const whole = async () => {
    const start = await timed('start', client.start(srp));
    const proof = await timed('proof', devices.proof(srp, start));
    const challenge = await timed('challenge', client.prove(proof, start));
    const code = await inbox.next(user.email);
    return timed('code', client.answer(challenge, code));
  };
  const { AuthenticationResult } = await timed('whole', whole());
  if (!AuthenticationResult?.IdToken) throw new Error('No tokens');
  return times as OwnTimes;
}

/** Milliseconds from the write of each person's code to SES's answer, as the records have it. */
async function mailTimes(ready: Ready[], stack: StackFacts): Promise<number[]> {
  const times = new Map<string | undefined, number>();
  const subs = ready.map(({ user }) => user.sub);
  // The mailer marks its record a moment after the mail is out.
  await until(async () => {
    for (const { userSub, createdAt, sentAt } of await new TableAccess(stack).everyRecord()) {
      if (sentAt) times.set(userSub?.S, Number(sentAt.N) - Number(createdAt?.N));
    }
    return subs.every((sub) => times.has(sub));
  });
  return subs.map((sub) => times.get(sub) ?? Number.NaN);
}

function report(groups: Group[], atRest: number[], heldUp: number): Section[] {
  const spread = (values: number[]) =>
    [0.5, 0.95, 0.99].map((p) => Math.round(percentile(values, p)));
  return [
    {
      title: 'Whole sign-ins at the same moment',
      head: ['people', 'rounds', 'completed', 'failed', 'a second', ...MEMORY],
      rows: [
        [0, null, null, null, null, ...atRest],
        ...groups.map(({ people, rounds, failed, seconds, times, memory: used }) => [
          people,
          rounds,
          times.length,
          failed,
          tenths(times.length / seconds),
          ...used,
        ]),
      ],
      runs: 1,
      notes: [
        'Memory is resident, in MB, when all are signed in; the functions run as threads of the stack.',
      ],
    },
    {
      title: 'Their steps, ms (p50 / p95 / p99)',
      head: ['people at once', ...groups.map(({ people }) => String(people))],
      rows: Object.entries(STEPS).map(([step, name]) => [
        name,
        ...groups.map(({ times }) => spread(times.map((time) => time[step as StepName]))),
      ]),
      runs: 1,
      notes: [
        'Everything shares this machine. SRP is what bends first: one thread computes it for all devices, one for Cognito,',
        'so the first two steps are queues; on AWS neither is ours. The other steps only share what is left of the cores.',
        `The clocks’ own thread was held up by ${heldUp.toFixed(0)} ms at most.`,
      ],
    },
  ];
}

const MEMORY = ['stack and functions', 'database (JVM)', 'people'];

/** Resident megabytes of the stack's process, of the JVM that it started, and of this process. */
function memory(pid: number): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,rss='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number));
  const of = (wanted: number, column: 0 | 1) =>
    rows.filter((row) => row[column] === wanted).reduce((sum, row) => sum + (row[2] ?? 0), 0);
  return [of(pid, 0), of(pid, 1), of(process.pid, 0)].map((kilobytes) =>
    Math.round(kilobytes / 1024),
  );
}
