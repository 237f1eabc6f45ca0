import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

import { Session } from 'cognito-srp';
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

/** What the worker answers; nothing for an `srpA` that it refuses. */
interface Computed {
  B?: string;
  hkdf?: string;
}

const poolNameOf = (userPoolId: string) => userPoolId.split('_')[1] ?? userPoolId;

/**
 * Known and unknown users get their salt the same way, so it says nothing about which they are.
 * Never starts with a zero byte: clients drop leading zeros, cognito-srp keeps them.
 */
function saltOf(secret: Buffer, userPoolId: string, userId: string): string {
  const salt = createHmac('sha256', secret).update(`salt:${userPoolId}:${userId}`).digest();
  salt.writeUInt8((salt.readUInt8(0) & 0x7f) | 0x40, 0);
  return salt.subarray(0, 16).toString('hex');
}

/** The server's half of SRP exchanges, computed in a thread of its own. */
export class SrpServer {
  private readonly worker = new Worker(join(__dirname, 'srp-worker.mjs'), { execArgv: [] });
  /** The worker answers in the order that it was asked in. */
  private readonly waiting: ((computed: Computed) => void)[] = [];

  /** @param secret makes the salts of the pool's users */
  constructor(private readonly secret: Buffer) {
    this.worker.on('message', (computed: Computed) => this.waiting.shift()?.(computed));
  }

  /**
   * @param user the password is any string for unknown users: the work, and so the time, stays the same.
   * @param srpA the client's ephemeral, hexadecimal.
   * @throws InvalidParameterException if `srpA` is not a number between 0 and N.
   */
  async start(
    userPoolId: string,
    user: { id: string; password: string },
    srpA: string,
  ): Promise<SrpChallenge> {
    if (!/^[0-9a-f]{1,800}$/i.test(srpA)) throw new InvalidParameterError('Invalid SRP_A');
    const poolName = poolNameOf(userPoolId);
    const salt = saltOf(this.secret, userPoolId, user.id);
    const { B, hkdf } = await new Promise<Computed>((resolve) => {
      this.waiting.push(resolve);
      const { id: userId, password } = user;
      this.worker.postMessage({ poolName, userId, password, salt, srpA });
    });
    if (!B || !hkdf) throw new InvalidParameterError('Invalid SRP_A');
    const secretBlock = randomBytes(1024).toString('base64');
    return {
      exchange: { session: new Session(poolName, user.id, hkdf), secretBlock },
      parameters: { SALT: salt, SECRET_BLOCK: secretBlock, SRP_B: B },
    };
  }

  async close(): Promise<void> {
    await this.worker.terminate();
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
