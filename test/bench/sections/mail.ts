import { setTimeout as sleep } from 'node:timers/promises';
import type { StackFacts } from '../../../infra/cli/stack-file';
import { POLL_INTERVAL } from '../../../infra/local/aws/stream/event-source';
import { Mailer, person } from '../../support/mailer';
import { Triggers } from '../../support/triggers';
import { InboxWatcher } from '../inbox-watcher';
import { median, percentile, tenths, type Run, type Section } from '../report';

const WARM_UP = 5;

/** How long a person waits for the code: from Create's write to SES, and to the inbox. */
export async function mail(stack: StackFacts, { quick, progress }: Run): Promise<Section[]> {
  const runs = quick ? 20 : 200;
  const triggers = new Triggers(stack);
  const mailer = new Mailer(stack);
  const inbox = new InboxWatcher(stack);
  const toSes: number[] = [];
  const toInbox: number[] = [];

  for (let run = -WARM_UP; run < runs; run++) {
    progress(`mail ${Math.max(0, run)} of ${runs}`);
    const user = person();
    const { challengeMetadata } = await triggers.create(user);
    await inbox.next(user.email);
    const arrivedAt = Date.now();
    // Not in step with the stream's polling: the next sign-in comes at any moment of its interval.
    await sleep(Math.random() * POLL_INTERVAL);
    const { id } = JSON.parse(challengeMetadata) as { id: string };
    const { createdAt, sentAt } = await mailer.marked(id, 'sentAt');
    if (run < 0) continue;
    toSes.push(Number(sentAt?.N) - Number(createdAt?.N));
    toInbox.push(arrivedAt - Number(createdAt?.N));
  }
  await inbox.stop();

  const row = (name: string, times: number[]) => [
    name,
    tenths(median(times)),
    tenths(percentile(times, 0.95)),
    tenths(Math.max(...times)),
  ];
  return [
    {
      title: 'From Create’s write to the inbox, ms',
      head: ['to', 'median', 'p95', 'longest'],
      rows: [row('SES has the mail', toSes), row('the mail is in the inbox', toInbox)],
      runs,
      notes: [
        `The stream is read every ${POLL_INTERVAL} ms, as Lambda does; half of that is waited on average.`,
        'Functions are warm. One sign-in at a time; the inbox is looked at every 20 ms.',
      ],
    },
  ];
}
