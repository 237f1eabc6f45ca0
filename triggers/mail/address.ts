/** `jane@example.com` → `j•••@e•••`: its owner recognises it, others learn nothing from it. */
export function maskAddress(address: string): string {
  const [, local = '', domain = ''] = /^(.?).*@(.?)/su.exec(address) ?? [];
  return `${local}•••@${domain}•••`;
}

/** Whether this is one plain address, with nothing that means more in a header: line breaks, lists, quotes. */
export function isPlainAddress(address: string): boolean {
  return (
    address.length <= 254 &&
    /^[^\s\p{Cc}<>()[\],;:\\"@]+@[^\s\p{Cc}<>()[\],;:\\"@]+$/u.test(address)
  );
}
