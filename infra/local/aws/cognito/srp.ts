import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

import { InvalidParameterError } from './errors';
import { G, K, N, padded, power, sha256, toNumber } from './srp-group';

/** What the server keeps between the two halves of an SRP exchange. */
export interface SrpExchange {
  readonly poolName: string;
  readonly userId: string;
  readonly key: Buffer;
  readonly secretBlock: string;
}

export interface SrpChallenge {
  exchange: SrpExchange;
  parameters: { SALT: string; SECRET_BLOCK: string; SRP_B: string };
}

const poolNameOf = (userPoolId: string) => userPoolId.split('_')[1] ?? userPoolId;

/** Verifiers are costly, and the same at each sign-in. */
const VERIFIERS_KEPT = 10_000;

/** The server's half of SRP exchanges. */
export class SrpServer {
  private readonly verifiers = new Map<string, bigint>();

  /** @param secret derives the salts of the pool's users */
  constructor(private readonly secret: Buffer) {}

  /**
   * @param user for an unknown user, any string as the password: the work, and so the time, stays the same
   * @param srpA the client's ephemeral, hexadecimal
   * @throws InvalidParameterException if `srpA` is not a number between 1 and N - 1
   */
  start(userPoolId: string, user: { id: string; password: string }, srpA: string): SrpChallenge {
    if (!/^[0-9a-f]{1,800}$/i.test(srpA)) throw new InvalidParameterError('Invalid SRP_A');
    const A = BigInt(`0x${srpA}`) % N;
    if (A <= 1n || A === N - 1n) throw new InvalidParameterError('Invalid SRP_A');
    const poolName = poolNameOf(userPoolId);
    const salt = this.saltOf(userPoolId, user.id);
    const verifier = this.verifierOf(poolName, user, salt);
    const b = toNumber(randomBytes(32));
    const B = (K * verifier + power(G, b)) % N;
    const u = toNumber(sha256(padded(BigInt(`0x${srpA}`)), padded(B)));
    const secret = power((A * power(verifier, u)) % N, b);
    const key = hkdfSync('sha256', padded(secret), padded(u), 'Caldera Derived Key', 16);
    const secretBlock = randomBytes(1024).toString('base64');
    return {
      exchange: { poolName, userId: user.id, key: Buffer.from(key), secretBlock },
      parameters: { SALT: salt.toString(16), SECRET_BLOCK: secretBlock, SRP_B: B.toString(16) },
    };
  }

  /** Known and unknown users get their salt in the same way, so it does not tell which they are. */
  private saltOf(userPoolId: string, userId: string): bigint {
    const salt = createHmac('sha256', this.secret).update(`salt:${userPoolId}:${userId}`).digest();
    return toNumber(salt.subarray(0, 16));
  }

  private verifierOf(poolName: string, user: { id: string; password: string }, salt: bigint) {
    const identity = sha256(`${poolName}${user.id}:${user.password}`);
    const known = this.verifiers.get(identity.toString('hex'));
    if (known) return known;
    const verifier = power(G, toNumber(sha256(padded(salt), identity)));
    if (this.verifiers.size >= VERIFIERS_KEPT) this.verifiers.clear();
    this.verifiers.set(identity.toString('hex'), verifier);
    return verifier;
  }
}

/** For example `Mon Jan 5 17:03:09 UTC 2026`. */
const TIMESTAMP = /^[A-Z][a-z]{2} [A-Z][a-z]{2} \d{1,2} \d{2}:\d{2}:\d{2} [A-Z]{3,4} \d{4}$/;

/**
 * Whether the client's proof shows that it knows the password.
 * @throws InvalidParameterException if the timestamp is not in Cognito's form
 */
export function provesPassword(
  { poolName, userId, key, secretBlock }: SrpExchange,
  proof: { secretBlock: string; timestamp: string; signature: string },
): boolean {
  if (!TIMESTAMP.test(proof.timestamp)) {
    throw new InvalidParameterError(
      'TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.',
    );
  }
  const expected = createHmac('sha256', key)
    .update(`${poolName}${userId}`)
    .update(Buffer.from(secretBlock, 'base64'))
    .update(proof.timestamp)
    .digest();
  const given = Buffer.from(proof.signature, 'base64');
  return (
    proof.secretBlock === secretBlock &&
    given.length === expected.length &&
    timingSafeEqual(given, expected)
  );
}
