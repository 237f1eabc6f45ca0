import type { StackFacts } from '../../../infra/cli/stack-file';
import { callsOf } from '../../support/calls';
import { codeMail, wrongCode } from '../../support/codes';
import { codeIn, type Mail } from '../../support/inbox';
import { BrowserSignIns } from '../../support/remembered-browser';
import { SrpClient, type Step } from '../../support/srp-client';
import { startStack } from '../../support/stack';
import { until } from '../../support/until';
import { createUser } from '../../support/users';
import type { Run, Section } from '../report';

/** What each step may take, by the design; the mailer works beside it. */
const MOST: Record<string, number> = {
  'first code': 1,
  'wrong code': 3,
  resend: 1,
  'right code': 3,
  refresh: 1,
  'remembered browser': 3,
};

/** AWS calls of each step, counted at the services; the mailer's run beside the sign-in. */
export async function calls({ progress }: Run): Promise<Section[]> {
  progress('calls: starting a stack');
  const stack = await startStack({ settings: { resendCooldown: '1' } });
  try {
    return [await countCalls(stack.facts, progress)];
  } finally {
    await stack.stop();
  }
}

async function countCalls(stack: StackFacts, progress: Run['progress']): Promise<Section> {
  const client = new SrpClient(stack);
  const rows: Section['rows'] = [];
  const counts: Record<string, { onPath: number; beside: number }> = {};
  /** Does a step, lets its mail arrive, and counts what was called meanwhile. */
  const counted = async (step: string, work: () => Promise<Step>): Promise<Step> => {
    progress(`calls: ${step}`);
    const before = (await callsOf(stack)).length;
    const result = await work();
    const made = (await callsOf(stack)).slice(before);
    const by = (name: string) =>
      made.filter((call) => call.function.includes(name)).map(({ operation }) => operation);
    const names = ['CreateAuthChallenge', 'VerifyAuthChallengeResponse', 'PreTokenGeneration'];
    const onPath = names.flatMap(by);
    if (onPath.length > (MOST[step] ?? 0)) throw new Error(`${step} takes ${onPath.join(', ')}`);
    const beside = by('SendCode');
    counts[step] = { onPath: onPath.length, beside: beside.length };
    rows.push([step, onPath.length, onPath.join(', ') || null, beside.join(', ') || null]);
    return result;
  };

  const user = await createUser(stack);
  const mails: Mail[] = [];
  const mailed = async (work: Promise<Step>): Promise<Step> => {
    const result = await work;
    mails.push(await codeMail(stack, user.email, mails.at(-1)));
    await mailMarked(stack);
    return result;
  };
  const code = () => codeIn(mails.at(-1) as Mail);
  const first = await counted('first code', () => mailed(client.password(user)));
  const wrong = await counted('wrong code', () => client.answer(first, wrongCode(code())));
  const resent = await counted('resend', () => mailed(resendWhenCooledDown(client, wrong)));
  const done = await counted('right code', () => client.answer(resent, code()));
  await counted('refresh', () => client.refresh(done.AuthenticationResult?.RefreshToken ?? ''));
  const signIns = new BrowserSignIns(stack);
  const regular = await createUser(stack);
  const key = await signIns.remember(regular);
  await mailMarked(stack);
  await counted('remembered browser', () => signIns.withBrowser(regular, key));
  const whole = (of: 'onPath' | 'beside') =>
    (counts['first code']?.[of] ?? 0) + (counts['right code']?.[of] ?? 0);
  rows.push(['whole sign-in', whole('onPath'), null, `${whole('beside')} in all`]);
  return {
    title: 'AWS calls of each step, warm',
    head: ['step', 'on the path', 'which', 'beside it (mailer)'],
    rows,
    runs: 1,
    notes: ['Counted at DynamoDB, KMS and SES. Define calls nothing at any step.'],
  };
}

/** The mailer marks its record after the mail is out. */
const mailMarked = (stack: StackFacts): Promise<void> =>
  until(async () => {
    const calls = (await callsOf(stack)).filter((call) => call.function.includes('SendCode'));
    const [sent, marked] = calls.slice(-2);
    return sent?.operation === 'SendEmail' && marked?.operation === 'UpdateItem';
  });

async function resendWhenCooledDown(client: SrpClient, from: Step): Promise<Step> {
  for (let step = from; ;) {
    step = await client.resend(step);
    if (step.ChallengeParameters?.outcome === 'CODE_SENT') return step;
  }
}
