import { codeAtClaim } from '../challenge/token-claim';
import { Problem } from './problems';

/** Who calls, as the tokens say. */
export interface Caller {
  userPoolId: string;
  sub: string;
  clientId: string;
  /** Epoch milliseconds when the code of this sign-in was entered; undefined in refreshed tokens. */
  codeAt: number | undefined;
  /** Id of the sign-in, in all its tokens; undefined if the app client has no token revocation. */
  originJti: string | undefined;
}

/** Claims of a verified token, as API Gateway hands them over: every value is text. */
export type Claims = Record<string, unknown>;

/**
 * Reads the caller from the claims of an ID token. API Gateway has verified signature, issuer, audience and expiry.
 * @throws Problem if it is no ID token, or comes from a sign-in without a code
 */
export function readCaller(claims: Claims, claimName: string): Caller {
  const text = (name: string) => (typeof claims[name] === 'string' ? claims[name] : '');
  const [sub, clientId, userPoolId] = [text('sub'), text('aud'), text('iss').split('/').at(-1)];
  // An access token has client_id in place of aud. It may lack the claim, so only ID tokens are taken.
  if (text('token_use') !== 'id' || !sub || !clientId || !userPoolId) {
    throw new Problem('SIGN_IN_AGAIN');
  }
  if (text(claimName) !== 'true') throw new Problem('CODE_REQUIRED');
  const seconds = text(codeAtClaim(claimName));
  const codeAt = /^\d{1,12}$/.test(seconds) ? Number(seconds) * 1000 : undefined;
  return { userPoolId, sub, clientId, codeAt, originJti: text('origin_jti') || undefined };
}
