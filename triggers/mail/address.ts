import { domainToASCII, domainToUnicode } from 'node:url';

/** Letters, digits and marks, with dashes inside. */
const LABEL = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}\\p{M}-]*[\\p{L}\\p{N}\\p{M}])?';
const DOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`, 'u');
/**
 * No dash in front, which a program could take for an option; no separators, quotes or brackets of headers;
 * no `%` and `!`, which once named routes; no spaces and invisible characters.
 */
const LOCAL_PART = /^(?!-)[^\p{C}\p{Z}<>()[\],;:\\"@%!]{1,64}$/u;

/**
 * Whether this is one plain address that means nothing else in a header: no line break, list, quote, comment,
 * route or encoded word, and no invisible or direction-changing character.
 */
export function isPlainAddress(address: string): boolean {
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  return (
    at > 0 &&
    address.length <= 254 &&
    !local.includes('=?') &&
    LOCAL_PART.test(local) &&
    DOMAIN.test(domain)
  );
}

/**
 * The address as SES takes it: in ASCII, with the domain in Punycode.
 * @returns undefined if SES can't mail it: it is not one plain address, its local part is not ASCII, or its
 *   domain is not valid
 */
export function toSesAddress(address: string): string | undefined {
  if (!isPlainAddress(address)) return undefined;
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), domainToASCII(address.slice(at + 1))];
  return /^[\x21-\x7e]+$/.test(local) && isMailDomain(domain) ? `${local}@${domain}` : undefined;
}

/** Node.js 24 lets Punycode pass that stands for nothing; every version reads numbers as an IP address. */
const isMailDomain = (domain: string) =>
  domain !== '' && !/(^|\.)\d+$/.test(domain) && !/(^|\.)xn--/.test(domainToUnicode(domain));
