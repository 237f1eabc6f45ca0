import type { StackFacts } from '../../../infra/cli/stack-file';
import { newBinding } from '../../../triggers/public-parameters';
import { afterPassword, answered, triggerEvent, type Challenge } from '../../support/triggers';
import { wrongCode } from '../../support/codes';
import { createUser } from '../../support/users';
import { InboxWatcher } from '../inbox-watcher';
import { median, percentile, tenths, type Run, type Section } from '../report';
import { TriggerHost, type Timing } from '../trigger-host';

const WARM_UP = 5;

/** Warm handler times per trigger against the local database, split into work and waiting. */
export async function latency(stack: StackFacts, { quick, progress }: Run): Promise<Section[]> {
  const runs = quick ? 20 : 200;
  const inbox = new InboxWatcher(stack);
  const define = await TriggerHost.start(stack, 'DefineAuthChallenge');
  const create = await TriggerHost.start(stack, 'CreateAuthChallenge');
  const verify = await TriggerHost.start(stack, 'VerifyAuthChallengeResponse');
  const guard = await TriggerHost.start(stack, 'PreTokenGeneration');
  const timings = new Map<string, Timing[]>();

  const timed = async <Response>(step: string, host: TriggerHost, event: object) => {
    const { response, error, timing } = await host.invoke(event);
    if (error) throw new Error(`${step}: ${error}`);
    timings.set(step, [...(timings.get(step) ?? []), timing]);
    return (response as { response: Response }).response;
  };

  const signIn = async () => {
    const user = await createUser(stack);
    const clientMetadata = newBinding();
    const session = afterPassword();
    await timed('Define', define, triggerEvent(stack, 'DefineAuthChallenge', user, { session }));
    const challenge = await timed<Challenge>(
      'Create, new code',
      create,
      triggerEvent(stack, 'CreateAuthChallenge', user, { session }),
    );
    const code = await inbox.next(user.email);
    const { privateChallengeParameters } = challenge;
    const answer = (challengeAnswer: string) =>
      triggerEvent(stack, 'VerifyAuthChallengeResponse', user, {
        privateChallengeParameters,
        challengeAnswer,
        clientMetadata,
      });
    await timed('Verify, wrong', verify, answer(wrongCode(code)));
    await timed(
      'Create, after a wrong answer',
      create,
      triggerEvent(stack, 'CreateAuthChallenge', user, {
        session: afterPassword(answered(challenge)),
      }),
    );
    await timed('Verify, right', verify, answer(code));
    await timed(
      'PreToken',
      guard,
      triggerEvent(
        stack,
        'PreTokenGeneration',
        user,
        { groupConfiguration: {}, clientMetadata },
        { triggerSource: 'TokenGeneration_Authentication' },
      ),
    );
  };

  try {
    for (let run = 0; run < runs + WARM_UP; run++) {
      progress(`handlers: ${run} of ${runs + WARM_UP}`);
      await signIn();
    }
  } finally {
    for (const host of [define, create, verify, guard]) host.stop();
    await inbox.stop();
  }
  return [
    {
      title: 'Warm handlers, ms',
      head: ['step', 'p50', 'p99', 'own work p50', 'own work p99', 'waiting p50'],
      rows: [...timings].map(([step, all]) => {
        const warm = all.slice(WARM_UP);
        const total = warm.map((timing) => timing.total);
        const busy = warm.map((timing) => timing.busy);
        return [
          step,
          tenths(percentile(total, 0.5)),
          tenths(percentile(total, 0.99)),
          tenths(percentile(busy, 0.5)),
          tenths(percentile(busy, 0.99)),
          tenths(median(warm.map((timing) => timing.total - timing.busy))),
        ];
      }),
      runs,
      notes: [
        `${runs} runs each after ${WARM_UP} to warm up, against DynamoDB Local on the same machine.`,
      ],
    },
  ];
}
