import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';

import { UserPool, type Session } from 'cognito-srp';
import { InvalidParameterError } from 'cognito-local/lib/errors';

/** What the server keeps between the two halves of an SRP exchange. */
export interface SrpExchange {
  readonly session: Session;
  readonly secretBlock: string;
}

export interface SrpChallenge {
  exchange: SrpExchange;
  parameters: { SALT: string; SECRET_BLOCK: string; SRP_B: string };
}

const poolName = (userPoolId: string) => userPoolId.split('_')[1] ?? userPoolId;

/**
 * Known and unknown users get their salt the same way, so it says nothing about which they are.
 * Never starts with a zero byte: clients drop leading zeros, cognito-srp keeps them.
 */
function saltOf(secret: Buffer, userPoolId: string, userId: string): string {
  const salt = createHmac('sha256', secret).update(`salt:${userPoolId}:${userId}`).digest();
  salt.writeUInt8((salt.readUInt8(0) & 0x7f) | 0x40, 0);
  return salt.subarray(0, 16).toString('hex');
}

/** cognito-srp hides the key; its first byte decides whether server and client pad it alike. */
const startsWithZero = (session: Session) =>
  (session as unknown as { key: Buffer }).key.readUInt8(0) === 0;

let turn: Promise<unknown> = Promise.resolve();

/**
 * Some 100 ms of arithmetic per exchange: one at a time and with room between, so that many at once do
 * not hold up the answers of triggers until their time is over.
 */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const result = turn.then(() => setImmediate()).then(work);
  turn = result.catch(() => undefined);
  return result;
}

/**
 * The server's half of the exchange.
 *
 * @param user the password is any string for unknown users: the work, and so the time, stays the same.
 * @param srpA the client's ephemeral, hexadecimal.
 * @throws InvalidParameterException if `srpA` is not a number between 0 and N.
 */
export function startSrp(
  secret: Buffer,
  userPoolId: string,
  user: { id: string; password: string },
  srpA: string,
): Promise<SrpChallenge> {
  return inTurn(() => exchange(secret, userPoolId, user, srpA));
}

async function exchange(
  secret: Buffer,
  userPoolId: string,
  user: { id: string; password: string },
  srpA: string,
): Promise<SrpChallenge> {
  if (!/^[0-9a-f]{1,800}$/i.test(srpA)) throw new InvalidParameterError('Invalid SRP_A');
  const pool = new UserPool(poolName(userPoolId));
  const salt = saltOf(secret, userPoolId, user.id);
  const verifier = await pool.createUser({ username: user.id, password: user.password }, salt);

  for (;;) {
    const challenge = await pool.getServerChallenge(verifier);
    const B = challenge.calculateB();
    let session: Session;
    try {
      session = challenge.getSession(srpA);
    } catch {
      throw new InvalidParameterError('Invalid SRP_A');
    }
    // cognito-srp pads B and the key to their full length, clients do not: draw again.
    if (B.readUInt8(0) === 0 || startsWithZero(session)) continue;
    const secretBlock = randomBytes(1024).toString('base64');
    return {
      exchange: { session, secretBlock },
      parameters: { SALT: salt, SECRET_BLOCK: secretBlock, SRP_B: B.toString('hex') },
    };
  }
}

/** For example `Mon Jan 5 17:03:09 UTC 2026`. */
const TIMESTAMP = /^[A-Z][a-z]{2} [A-Z][a-z]{2} \d{1,2} \d{2}:\d{2}:\d{2} [A-Z]{3,4} \d{4}$/;

/**
 * Whether the client's proof shows that it knows the password.
 *
 * @throws InvalidParameterException if the timestamp is not in Cognito's form.
 */
export function provesPassword(
  { session, secretBlock }: SrpExchange,
  proof: { secretBlock: string; timestamp: string; signature: string },
): boolean {
  if (!TIMESTAMP.test(proof.timestamp)) {
    throw new InvalidParameterError(
      'TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.',
    );
  }
  const expected = Buffer.from(session.calculateSignature(secretBlock, proof.timestamp));
  const given = Buffer.from(proof.signature);
  return (
    proof.secretBlock === secretBlock &&
    given.length === expected.length &&
    timingSafeEqual(given, expected)
  );
}
