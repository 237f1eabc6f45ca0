import { isPlainAddress } from '../mail/address';

/** The user's email address if it is verified and can take a mail, else undefined. */
export function verifiedAddress(attributes: Record<string, string>): string | undefined {
  const { email = '', email_verified: verified } = attributes;
  return verified === 'true' && isPlainAddress(email) ? email : undefined;
}
