/** `jane@example.com` → `j•••@e•••`: enough for its owner to know it, not for others to learn it. */
export function maskAddress(address: string): string {
  const [, local = '', domain = ''] = /^(.?).*@(.?)/su.exec(address) ?? [];
  return `${local}•••@${domain}•••`;
}

/** One plain address and nothing that a mail header could take for more (line breaks, lists, quotes). */
export function isPlainAddress(address: string): boolean {
  return (
    address.length <= 254 &&
    /^[^\s\p{Cc}<>()[\],;:\\"@]+@[^\s\p{Cc}<>()[\],;:\\"@]+$/u.test(address)
  );
}
