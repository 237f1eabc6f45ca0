import { admin } from '../support/admin-cli';
import { inject } from '../support/calls';
import { currentStack } from '../support/current-stack';
import { COMMANDS } from '../support/runbook';
import { SrpClient } from '../support/srp-client';
import { until } from '../support/until';
import { createUser, type TestUser } from '../support/users';

const stack = currentStack();
let ada: TestUser;

/** Ada's mails bounced, so SES suppresses the address; all else is well. */
beforeAll(async () => {
  ada = await createUser(stack);
  const mend = await inject(stack, { fault: 'bounce', recipient: ada.email });
  await new SrpClient(stack).password(ada);
  await until(async () => (await admin('mail', 'suppressed', ada.email)).code === 1);
  await mend();
});

/** Emptying the queue of the shared stack would take from other files what they look for: fault/delivery-outage does it. */
const PLAYED = COMMANDS.filter((args) => !args.includes('--clear'));

/** Exit codes of a command; what other test files have given up lies in the same queue. */
function outcomesOf(line: string): number[] {
  if (line.startsWith('mail queue')) return [0, 1];
  return [line === 'mail suppressed ada@example.com' ? 1 : 0];
}

// In the order of the runbook, as a person would go through it.
test.each(PLAYED.map((args) => [args.join(' '), args] as const))(
  '%s',
  async (line, args) => {
    const asked = args.map((arg) => (arg === 'ada@example.com' ? ada.email : arg));
    const asks = /--remove|users (reset-password|sign-out)/.test(line);
    const { code, stdout, stderr } = await admin(...asked, ...(asks ? ['--yes'] : []));
    expect(outcomesOf(line)).toContain(code);
    expect(stderr).toBe('');
    expect(stdout).not.toBe('');
  },
  30_000,
);
