/** Whether a text looks like an email address. The pool has the last word. */
export function looksLikeAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text);
}

/**
 * What to show for a masked address such as `j•••@e•••`: the address that the person typed if it fits the
 * mask, which gives nothing away, or else the mask.
 */
export function recognizableAddress(masked: string, typed: string): string {
  const parts = masked.split('•••').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`^${parts.join('.*')}$`, 'iu');
  return looksLikeAddress(typed) && pattern.test(typed) ? typed : masked;
}

/** A mail provider whose website can be opened at the emails of one sender. */
export interface Mailbox {
  name: 'Gmail';
  url: string;
}

const GMAIL = /@(gmail|googlemail)\.com$/i;

/** Undefined for an address of any other provider: Outlook and others have no address for a search. */
export function mailboxOf(address: string, sender: string): Mailbox | undefined {
  if (!GMAIL.test(address)) return undefined;
  const search = encodeURIComponent(`from:(${sender}) in:anywhere newer_than:1h`);
  return { name: 'Gmail', url: `https://mail.google.com/mail/u/0/#search/${search}` };
}
