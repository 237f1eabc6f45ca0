import type { AddressState } from '../limits/address';
import { CODE_WINDOW, type Failure, type Limits, type UserState } from '../limits/rules';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  allOf,
  COOLED_DOWN,
  EXISTS,
  NO_CODE_IN_WINDOW,
  number,
  ROOM_FOR_CLIENT,
  ROOM_FOR_CODE,
  ROOM_TO_FAIL,
  SAME_ADDRESS,
  unchanged,
} from './clauses';
import { userExpiry, type Item } from './records';
import { noteSignIn, type RecentSignIn } from './sign-ins';
import type { ConditionalUpdate } from './table';

/**
 * Writes of codes and failures to the user record. The rules need the record's state, but reading it first
 * would cost a call at every sign-in and leave a gap between check and write. So the first try is a condition
 * that usually holds and implies the rule. If it fails, DynamoDB returns the record, the rule decides on that,
 * and the next write holds only if the record is unchanged.
 */

/** A code that is to be created now. */
interface NewCode {
  /** The verified address that the pool says. */
  address: string;
  limits: Limits;
  now: number;
}

const SET_ADDRESS =
  'codeAddress = :address, codeAddressSince = if_not_exists(codeAddressSince, :now)';

/** The first code of a sign-in, if the user had none within the window. */
export const codeIfNoneInWindow = ({ address, limits, now }: NewCode): ConditionalUpdate => ({
  UpdateExpression:
    `SET codeTimes = :codeTimes, lastCodeAt = :now, expiresAt = :userExpiry, ${SET_ADDRESS}` +
    ' REMOVE usedCodes',
  ConditionExpression: allOf(NO_CODE_IN_WINDOW, ROOM_TO_FAIL, SAME_ADDRESS),
  ExpressionAttributeValues: {
    ':codeTimes': { L: [number(now)] },
    ':now': number(now),
    ':address': { S: address },
    ':windowStart': number(now - CODE_WINDOW),
    ':maxFailures': number(limits.failuresPerDay),
    ':userExpiry': userExpiry(now),
  },
});

/** A further code of a sign-in, if the cooldown is over and there is room for one more. */
export const codeIfCooledDown = ({ address, limits, now }: NewCode): ConditionalUpdate => ({
  UpdateExpression:
    'SET codeTimes = list_append(codeTimes, :codeTimes), lastCodeAt = :now,' +
    ` expiresAt = :userExpiry, ${SET_ADDRESS}`,
  ConditionExpression: allOf(COOLED_DOWN, ROOM_FOR_CODE, ROOM_TO_FAIL, SAME_ADDRESS),
  ExpressionAttributeValues: {
    ':codeTimes': { L: [number(now)] },
    ':now': number(now),
    ':address': { S: address },
    ':cooledDown': number(now - limits.resendCooldown),
    ':maxCodes': number(limits.codesPerHour),
    ':maxFailures': number(limits.failuresPerDay),
    ':userExpiry': userExpiry(now),
  },
});

/** One more failure, if there is room for one. */
export const failureIfRoom = (
  failure: Failure,
  now: number,
  limits: Limits,
): ConditionalUpdate => ({
  UpdateExpression: 'ADD failures :failure SET expiresAt = :userExpiry',
  ConditionExpression: ROOM_TO_FAIL,
  ExpressionAttributeValues: {
    ':failure': { SS: [failure] },
    ':maxFailures': number(limits.failuresPerDay),
    ':userExpiry': userExpiry(now),
  },
});

/**
 * The whole new state, if what it was decided on is unchanged since the record was read.
 * @param address left out where no address was decided
 */
export function stateIfUnchanged(
  seen: Item | undefined,
  { codeTimes, usedCodes, failures }: UserState,
  now: number,
  address?: AddressState,
): ConditionalUpdate {
  const decidedOn = [
    'codeTimes',
    'usedCodes',
    'failures',
    ...(address ? ['codeAddress', 'newAddress', 'newAddressSince', 'confirmedAddress'] : []),
  ];
  const attributes: Record<string, AttributeValue | undefined> = {
    codeTimes: { L: codeTimes.map(number) },
    lastCodeAt: number(codeTimes.at(-1) ?? 0),
    expiresAt: userExpiry(now),
    usedCodes: usedCodes.length > 0 ? { NS: usedCodes.map(String) } : undefined,
    failures: failures.length > 0 ? { SS: [...failures] } : undefined,
    ...(address && addressAttributes(address)),
  };
  const kept = Object.entries(attributes).flatMap(([name, value]) =>
    value ? { name, value } : [],
  );
  const removed = Object.keys(attributes).filter((name) => !attributes[name]);
  return {
    UpdateExpression:
      `SET ${kept.map(({ name }) => `${name} = :${name}`).join(', ')}` +
      (removed.length > 0 ? ` REMOVE ${removed.join(', ')}` : ''),
    ConditionExpression: allOf(...decidedOn.map((name) => unchanged(name, seen))),
    ExpressionAttributeValues: {
      ...Object.fromEntries(kept.map(({ name, value }) => [`:${name}`, value])),
      ...Object.fromEntries(
        decidedOn.flatMap((name) => (seen?.[name] ? [[`:seen_${name}`, seen[name]]] : [])),
      ),
    },
  };
}

const addressAttributes = (address: AddressState) => ({
  codeAddress: text(address.codeAddress),
  codeAddressSince: time(address.codeAddressSince),
  newAddress: text(address.newAddress),
  newAddressSince: time(address.newAddressSince),
  confirmedAddress: text(address.confirmedAddress),
});
const text = (value: string | undefined) => (value === undefined ? undefined : { S: value });
const time = (value: number | undefined) => (value === undefined ? undefined : number(value));

/**
 * An admin confirms that codes may go to an address at once, as soon as the pool says it. Without a record
 * there is nothing to confirm: the first code goes where the pool says.
 */
export const confirmAddress = (address: string): ConditionalUpdate => ({
  UpdateExpression: 'SET confirmedAddress = :address',
  ConditionExpression: EXISTS,
  ExpressionAttributeValues: { ':address': { S: address } },
});

/** App clients that a user record remembers. A user of more has to enter a code again for the others. */
const MAX_CLIENTS = 50;

interface SignedIn {
  clientId: string;
  signIn: RecentSignIn;
}

interface RightAnswer extends SignedIn {
  /** When the code was created, epoch milliseconds. */
  codeTime: number;
  failure: Failure;
}

/**
 * After a right answer: remembers the app client and the time, frees the room that the code took, and takes
 * back the failure that the answer was counted as.
 * @param forgetClients where the record has no room for the app client: forgets the others
 */
export const signedInByCode = (
  { codeTime, failure, ...signedIn }: RightAnswer,
  forgetClients = false,
): ConditionalUpdate => {
  const { set, add, values, room } = rememberSignIn(signedIn, forgetClients);
  return {
    UpdateExpression: `SET ${set} ADD ${[...add, 'usedCodes :codeTimes'].join(', ')} DELETE failures :failures`,
    ConditionExpression: allOf(EXISTS, ...room),
    ExpressionAttributeValues: {
      ...values,
      ':codeTimes': { NS: [`${codeTime}`] },
      ':failures': { SS: [failure] },
    },
  };
};

/**
 * After the proof of a remembered browser: the same, but for codes and failures. A lock stands, and so do the
 * failures before it.
 */
export const signedInByBrowser = (signedIn: SignedIn, forgetClients = false): ConditionalUpdate => {
  const { set, add, values, room } = rememberSignIn(signedIn, forgetClients);
  return {
    UpdateExpression: `SET ${set}${add.length > 0 ? ` ADD ${add.join(', ')}` : ''}`,
    ConditionExpression: allOf(EXISTS, ...room),
    ExpressionAttributeValues: values,
  };
};

function rememberSignIn({ clientId, signIn }: SignedIn, forgetClients: boolean) {
  const note = noteSignIn(signIn);
  const set = `lastSignInAt = :now, expiresAt = :userExpiry, ${note.set}`;
  const values = {
    ':now': number(signIn.at),
    ':userExpiry': userExpiry(signIn.at),
    ':clients': { SS: [clientId] },
    ...note.values,
  };
  if (forgetClients) return { set: `${set}, codeClients = :clients`, add: [], room: [], values };
  return {
    set,
    add: ['codeClients :clients'],
    room: [ROOM_FOR_CLIENT],
    values: { ...values, ':clientId': { S: clientId }, ':maxClients': number(MAX_CLIENTS) },
  };
}

/** Notes a wrong code, or a lock, for the user to see. */
export const noteFailure = (signIn: RecentSignIn): ConditionalUpdate => {
  const { set, values } = noteSignIn(signIn);
  return {
    UpdateExpression: `SET ${set}`,
    ConditionExpression: EXISTS,
    ExpressionAttributeValues: values,
  };
};
