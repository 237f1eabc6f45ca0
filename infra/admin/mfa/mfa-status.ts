import { maskAddress } from '../../../triggers/mail/mask-address';
import {
  DAY,
  failureTime,
  lockedUntil,
  mayHaveCode,
  unusedCodes,
} from '../../../triggers/limits/rules';
import type { Browsers } from '../../../triggers/limits/browsers';
import type { Limits } from '../../../triggers/limits/rules';
import { addressState, userState, type Item } from '../../../triggers/store/records';
import { isoTime, localTime, nameValueList, printable } from '../../cli/text';
import { browserCount } from './browsers';
import { nameOf, type PoolUser } from '../user-directory';

/** Second factor of a user, as `--json` prints it. Times are ISO 8601. */
export interface MfaStatus {
  user: PoolUser;
  /** Codes of the last hour that signed nobody in, and the limit. */
  codes: number;
  codesPerHour: number;
  /** When the limits allow the next code; null means now. Other reasons are in `user`. */
  nextCodeAt: string | null;
  /** Wrong codes in the last 24 h, and how many lock the user. */
  failures: number;
  failuresPerDay: number;
  /** Null if not locked. */
  lockedUntil: string | null;
  /** Last sign-in with a code or a remembered browser; null if none is recorded. */
  lastSignInAt: string | null;
  /** Browsers in which no code is asked for. */
  rememberedBrowsers: number;
  /** The address that codes still go to, masked, after the pool's address changed; null if it is the pool's. */
  codesStillGoTo: string | null;
}

/** What the triggers keep of a user, if anything. */
export interface UserRecordAndBrowsers {
  item: Item | undefined;
  browsers: Browsers;
}

/** @param now epoch milliseconds */
export function statusOf(
  user: PoolUser,
  { item, browsers }: UserRecordAndBrowsers,
  limits: Limits,
  now: number,
): MfaStatus {
  const state = userState(item);
  const next = mayHaveCode(state, { now, resend: false, limits });
  const lastSignIn = item?.lastSignInAt?.N;
  return {
    user,
    codes: unusedCodes(state, now).length,
    codesPerHour: limits.codesPerHour,
    nextCodeAt: next.allowed ? null : isoTime(next.until),
    failures: state.failures.filter((failure) => failureTime(failure) > now - DAY).length,
    failuresPerDay: limits.failuresPerDay,
    lockedUntil: isoTime(lockedUntil(state, now, limits)),
    lastSignInAt: isoTime(lastSignIn === undefined ? undefined : Number(lastSignIn)),
    rememberedBrowsers: Object.keys(browsers).length,
    codesStillGoTo: formerAddress(user, item),
  };
}

/** After a change of the address codes go to the former one for a while, unless an admin confirmed the new one. */
function formerAddress({ email }: PoolUser, item: Item | undefined): string | null {
  const { codeAddress, confirmedAddress } = addressState(item);
  const held = codeAddress && email && ![codeAddress, confirmedAddress].includes(email);
  return held ? maskAddress(codeAddress) : null;
}

export function asText(status: MfaStatus): string {
  const { user } = status;
  return nameValueList([
    ['User', nameOf(user)],
    ['Sign-in', conclusion(status)],
    ['Codes', `${status.codes} of ${status.codesPerHour} in the last hour`],
    ['Wrong codes', `${status.failures} of ${status.failuresPerDay} in the last 24 h`],
    ['Locked', status.lockedUntil ? `until ${localTime(status.lockedUntil)}` : 'no'],
    ['Last sign-in', localTime(status.lastSignInAt) || 'none recorded'],
    ['Browsers', browsersOf(status)],
    ['Address', user.emailVerified ? 'verified' : 'NOT verified'],
    ['Codes go to', codesGoTo(status)],
    ['Sub', user.sub],
  ]);
}

const browsersOf = ({ rememberedBrowsers }: MfaStatus) =>
  rememberedBrowsers === 0
    ? 'none remembered'
    : `${browserCount(rememberedBrowsers)} (mfa browsers)`;

const codesGoTo = ({ codesStillGoTo }: MfaStatus) =>
  codesStillGoTo
    ? `the former address ${codesStillGoTo}, as the address changed (mfa confirm-address)`
    : 'this address';

function conclusion({
  user,
  lockedUntil: locked,
  nextCodeAt,
  rememberedBrowsers,
}: MfaStatus): string {
  if (!user.enabled) return 'No: the account is disabled (users enable).';
  if (user.status === 'EXTERNAL_PROVIDER') return FEDERATED;
  if (!user.emailVerified) {
    return 'No: the address is not verified, and codes go to verified addresses only.';
  }
  if (locked) {
    const who = rememberedBrowsers > 0 ? 'In a remembered browser only' : 'No';
    return `${who}: locked until ${localTime(locked)} (mfa unlock).`;
  }
  if (nextCodeAt) return `Not before ${localTime(nextCodeAt)}: too many codes in an hour.`;
  return (
    BY_STATUS[user.status] ??
    `Unknown: Cognito's account status is ${printable(user.status)}. Try a sign-in, or see Cognito's documents.`
  );
}

const FEDERATED =
  'No: an external provider signs the user in, without a password or code. The guard refuses the tokens, except through a client in unguardedClients.';

/** By Cognito's account status. One that is not known here promises nothing. */
const BY_STATUS: Record<string, string> = {
  CONFIRMED: 'Yes: the user gets a code.',
  ARCHIVED: 'No: the account is archived.',
  COMPROMISED: 'No: Cognito considers the password compromised.',
  UNCONFIRMED: 'No: the sign-up is not confirmed.',
  RESET_REQUIRED: 'The user must first set a new password, with the code that Cognito sent.',
  FORCE_CHANGE_PASSWORD: 'The user must first set a password, with the temporary one.',
};
