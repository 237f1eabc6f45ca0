import { codeMailedTo } from '../../support/codes';
import { startStack } from '../../support/stack';
import { Triggers, triggerEvent } from '../../support/triggers';
import { createUser } from '../../support/users';
import { median, percentile, tenths, type Run, type Section } from '../report';
import { TriggerHost, type Timing } from '../trigger-host';

const WARM_UP = 5;

/** What the app's own PreTokenGeneration function costs: the same guard with it and without it, in turns. */
export async function ownFunction({ quick, progress }: Run): Promise<Section[]> {
  progress('starting a stack');
  const { facts: stack, stop } = await startStack({
    app: 'test/support/own-triggers-app.ts',
  });
  const guard = 'PreTokenGeneration';
  const hosts = {
    'guard alone': await TriggerHost.start(stack, guard, { OWN_FUNCTION_ARN: '' }),
    'with the own function': await TriggerHost.start(stack, guard),
  };
  const timings: Record<string, Timing[]> = {};
  const runs = quick ? 30 : 300;
  try {
    const triggers = new Triggers(stack);
    const user = await createUser(stack);
    const challenge = await triggers.create(user);
    await triggers.verify(user, challenge, await codeMailedTo(stack, user.email));
    // A refresh takes no pass, so the same user can ask for tokens again and again.
    const event = triggerEvent(
      stack,
      guard,
      user,
      { groupConfiguration: {} },
      { triggerSource: 'TokenGeneration_RefreshTokens' },
    );
    for (let run = 0; run < runs + WARM_UP; run++) {
      progress(`own function: ${run} of ${runs + WARM_UP}`);
      for (const [name, host] of Object.entries(hosts)) {
        const { error, timing } = await host.invoke(event);
        if (error) throw new Error(`${name}: ${error}`);
        (timings[name] ??= []).push(timing);
      }
    }
  } finally {
    for (const host of Object.values(hosts)) host.stop();
    await stop();
  }
  return [
    {
      title: "The app's own PreTokenGeneration function, ms",
      head: ['step', 'p50', 'p99', 'own work p50'],
      rows: Object.entries(timings).map(([name, all]) => {
        const warm = all.slice(WARM_UP);
        const total = warm.map((timing) => timing.total);
        return [
          name,
          tenths(percentile(total, 0.5)),
          tenths(percentile(total, 0.99)),
          tenths(median(warm.map((timing) => timing.busy))),
        ];
      }),
      runs,
      notes: [
        'A refresh: the guard reads one record, then calls a function that only adds claims. The call goes through the local Lambda.',
      ],
    },
  ];
}
