import { execFileSync } from 'node:child_process';
import { startStack } from '../../support/stack';
import { SrpClient } from '../../support/srp-client';
import { createUser, type TestUser } from '../../support/users';
import { InboxWatcher } from '../inbox-watcher';
import { ms, percentile, type Run, type Section } from '../report';

type StepName = 'password' | 'mail' | 'code' | 'whole';

/** People who sign in at the same moment, with the real client flow, SRP included. */
export async function signIns({ quick, progress }: Run): Promise<Section[]> {
  const rows: Section['rows'] = [];
  progress('sign-ins: starting a stack');
  const { facts, stop } = await startStack();
  const inbox = new InboxWatcher(facts);
  try {
    for (const people of quick ? [1, 10] : [1, 10, 50, 200]) {
      progress(`sign-ins: ${people} at once`);
      const users: TestUser[] = [];
      for (let n = 0; n < people; n++) users.push(await createUser(facts));
      const times: Record<StepName, number[]> = { password: [], mail: [], code: [], whole: [] };
      const from = performance.now();
      const results = await Promise.allSettled(
        users.map(async (user) => {
          const client = new SrpClient(facts);
          const started = performance.now();
          const challenge = await client.password(user);
          const asked = performance.now();
          const code = await inbox.next(user.email);
          const mailed = performance.now();
          const done = await client.answer(challenge, code);
          if (!done.AuthenticationResult?.IdToken) throw new Error('No tokens');
          const ended = performance.now();
          times.password.push(asked - started);
          times.mail.push(mailed - asked);
          times.code.push(ended - mailed);
          times.whole.push(ended - started);
        }),
      );
      const seconds = (performance.now() - from) / 1000;
      const failed = results.filter(({ status }) => status === 'rejected');
      if (failed.length > 0)
        throw new Error(
          `${failed.length} of ${people} sign-ins failed: ${JSON.stringify(failed[0])}`,
        );
      const step = (name: StepName) =>
        [0.5, 0.95, 0.99].map((p) => ms(percentile(times[name], p))).join(' / ');
      rows.push([
        people,
        results.length,
        failed.length,
        (people / seconds).toFixed(1),
        step('password'),
        step('mail'),
        step('code'),
        step('whole'),
        memory(facts.pid),
      ]);
    }
  } finally {
    await inbox.stop();
    await stop();
  }
  return [
    {
      title: 'Whole sign-ins at the same moment',
      head: [
        'people',
        'done',
        'failed',
        'per second',
        'password, ms p50/p95/p99',
        'mail, ms',
        'code, ms',
        'whole, ms',
        'memory, MB: stack + JVM',
      ],
      rows,
      notes: [
        'Client and every server share this machine. "mail" is from the challenge to the code in hand.',
        'SRP is what bends first: client and local Cognito each compute it on one core, one after the other; on AWS neither is ours.',
      ],
    },
  ];
}

/** Resident memory of the stack's process, functions included, and of the JVM that it started. */
function memory(pid: number): string {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,rss='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number));
  const of = (wanted: number, column: 0 | 1) =>
    rows.filter((row) => row[column] === wanted).reduce((sum, row) => sum + (row[2] ?? 0), 0);
  return [of(pid, 0), of(pid, 1)].map((kilobytes) => Math.round(kilobytes / 1024)).join(' + ');
}
