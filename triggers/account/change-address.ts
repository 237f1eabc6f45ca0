import { audit } from '../audit/audit';
import { errorFields } from '../audit/log';
import { count } from '../audit/metrics';
import { toLocaleList } from '../mail/locales';
import { mayAskForAddress, noteAddressChange, readUser } from '../store/address-change';
import type { Caller } from './caller';
import { accountOf, confirmAddress, keepsOriginal, requestAddress, type Account } from './cognito';
import { Problem } from './problems';

const MINUTE = 60_000;
/** Milliseconds since the sign-in's code: to ask for another address, and to confirm it with the mailed code. */
const TO_ASK = 5 * MINUTE;
const TO_CONFIRM = 30 * MINUTE;
/** Milliseconds between two changes that a user asks for: each mails an address that may be anybody's. */
const COOLDOWN = MINUTE;

/** @throws Problem unless the tokens come from a sign-in with a code of the last `life` milliseconds */
export function requireFreshCode({ codeAt }: Caller, life: number, now: number): void {
  const isFresh = codeAt !== undefined && codeAt > now - life && codeAt < now + MINUTE;
  if (!isFresh) throw new Problem('FRESH_CODE_REQUIRED');
}

/** Has a code mailed to the new address. Nothing changes until it is entered. */
export async function askForAddress(
  caller: Caller,
  account: Account,
  address: string,
  now: number,
): Promise<void> {
  requireFreshCode(caller, TO_ASK, now);
  if (account.email?.toLowerCase() === address.toLowerCase())
    throw new Problem('ADDRESS_UNCHANGED');
  // A pool that does not would hold an unverified address, to which no sign-in code goes.
  if (!(await keepsOriginal(caller.userPoolId))) throw new Problem('ADDRESS_CHANGE_OFF');
  if (!(await mayAskForAddress(caller, now, COOLDOWN))) throw new Problem('TOO_MANY_REQUESTS');
  await requestAddress(account, address);
}

/** Makes the new address count, and tells the old one. */
export async function takeAddress(
  caller: Caller,
  before: Account,
  code: string,
  { now, hold }: { now: number; hold: number },
): Promise<void> {
  requireFreshCode(caller, TO_CONFIRM, now);
  // If the table does not answer, nothing is changed.
  await readUser(caller);
  const after = await confirm(caller, before, code);
  if (!before.email || !after.email) throw new Error('The pool shows this app client no email');
  audit('address.changed', { sub: caller.sub, clientId: caller.clientId });
  const { email: from, locale } = before;
  const locales = toLocaleList(locale);
  try {
    await noteAddressChange({ user: caller, from, to: after.email, locales, hold, now });
  } catch (error) {
    // The address has changed, so this is no failure of the request. The next sign-in writes the notice.
    count('AccountFailures', {
      event: 'account.notice-unwritten',
      sub: caller.sub,
      ...errorFields(error),
    });
  }
}

/** The account with its new address. The code may have counted although Cognito's answer got lost. */
async function confirm(caller: Caller, before: Account, code: string): Promise<Account> {
  try {
    await confirmAddress(before, code);
  } catch (error) {
    const mayHaveCounted = error instanceof Problem && error.code === 'CODE_WRONG';
    if (!mayHaveCounted) throw error;
    const after = await accountOf(caller, before.accessToken);
    if (after.email === before.email) throw error;
    return after;
  }
  return accountOf(caller, before.accessToken);
}
