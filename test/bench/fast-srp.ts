import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { G, K, N, padded, power, sha256, toNumber } from '../../infra/local/aws/cognito/srp-group';

/** For example `Mon Jan 5 17:03:09 UTC 2026`. */
function timestampNow(): string {
  const [day = '', date = '', month = '', year = '', time = ''] = new Date()
    .toUTCString()
    .split(' ');
  return `${day.replace(',', '')} ${month} ${Number(date)} ${time} UTC ${year}`;
}

/**
 * One exchange of a client that knows the password. Its arithmetic is OpenSSL's: in JavaScript, as clients do it,
 * it would take more time than what is measured.
 */
export class FastSrp {
  private readonly a = toNumber(randomBytes(32));
  readonly A = power(G, this.a);

  constructor(
    private readonly poolName: string,
    private readonly password: string,
  ) {}

  /** @param challenge of PASSWORD_VERIFIER @returns the challenge's responses */
  prove(challenge: Record<string, string>): Record<string, string> {
    const { SALT = '', SRP_B = '', SECRET_BLOCK = '', USER_ID_FOR_SRP: id = '' } = challenge;
    const B = BigInt(`0x${SRP_B}`);
    const u = toNumber(sha256(padded(this.A), padded(B)));
    const identity = sha256(`${this.poolName}${id}:${this.password}`);
    const x = toNumber(sha256(padded(BigInt(`0x${SALT}`)), identity));
    const base = (((B - K * power(G, x)) % N) + N) % N;
    const secret = power(base, this.a + u * x);
    const key = hkdfSync('sha256', padded(secret), padded(u), 'Caldera Derived Key', 16);
    const TIMESTAMP = timestampNow();
    const signature = createHmac('sha256', Buffer.from(key))
      .update(`${this.poolName}${id}`)
      .update(Buffer.from(SECRET_BLOCK, 'base64'))
      .update(TIMESTAMP)
      .digest('base64');
    return {
      USERNAME: id,
      TIMESTAMP,
      PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
      PASSWORD_CLAIM_SIGNATURE: signature,
    };
  }
}
