import type { StackFacts } from '../../../infra/local/stack-file';
import { callsOf } from '../../support/calls';
import { codeMail, wrongCode } from '../../support/codes';
import { codeIn, type Mail } from '../../support/inbox';
import { SrpClient, type Step } from '../../support/srp-client';
import { startStack } from '../../support/stack';
import { createUser } from '../../support/users';
import type { Run, Section } from '../report';

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
    rows.push([step, onPath.length, onPath.join(', ') || '–', by('SendCode').join(', ') || '–']);
    return result;
  };

  // The first sign-in of all fetches the public key; it is not counted.
  const early = await createUser(stack);
  await client.password(early);
  await codeMail(stack, early.email);

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
  return {
    title: 'AWS calls of each step, warm',
    head: ['step', 'on the path', 'which', 'beside it (mailer)'],
    rows,
    runs: 1,
    notes: ['Counted at DynamoDB, KMS and SES. Define calls nothing at any step.'],
  };
}

/** The mailer marks its record after the mail is out. */
async function mailMarked(stack: StackFacts): Promise<void> {
  for (;;) {
    const calls = (await callsOf(stack)).filter((call) => call.function.includes('SendCode'));
    if (calls.at(-1)?.operation === 'UpdateItem' && calls.at(-2)?.operation === 'SendEmail') return;
  }
}

async function resendWhenCooledDown(client: SrpClient, from: Step): Promise<Step> {
  for (let step = from; ;) {
    step = await client.resend(step);
    if (step.ChallengeParameters?.outcome === 'CODE_SENT') return step;
  }
}
