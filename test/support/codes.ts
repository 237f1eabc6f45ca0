import type { StackFacts } from '../../infra/cli/stack-file';
import { codeIn, waitForMail, type Mail } from './inbox';

/** The next mail with a sign-in code to an address, once it has arrived. */
export const codeMail = (stack: StackFacts, email: string, after?: Mail): Promise<Mail> =>
  waitForMail(stack, email, { subject: /is your .* code/, ...(after && { after }) });

export const codeMailedTo = async (stack: StackFacts, email: string): Promise<string> =>
  codeIn(await codeMail(stack, email));

/** A code of the same length that is not the right one. */
export const wrongCode = (code: string): string =>
  code.replace(/^\d/, (first) => String((Number(first) + 1) % 10));
