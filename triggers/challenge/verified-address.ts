import { isPlainAddress } from '../mail/address';

type Attributes = Record<string, string>;

/** Cognito writes booleans as text, and not always in the same case. */
export const isTrue = (value: string | undefined): boolean => value === 'true' || value === 'True';

/** The user's email address if it is verified and can take a mail, else undefined. */
export function verifiedAddress({ email = '', email_verified: verified }: Attributes) {
  return isTrue(verified) && isPlainAddress(email) ? email : undefined;
}

/**
 * Where a notice about the account goes: to the address that codes go to. That was verified when they began
 * to; if the pool still has it, the pool's word counts.
 */
export function noticeAddress(attributes: Attributes, codeAddress: string | undefined) {
  const { email } = attributes;
  return codeAddress && codeAddress !== email ? codeAddress : verifiedAddress(attributes);
}
