/** `jane@example.com` → `j•••@e•••`: its owner recognises it, others learn nothing from it. */
export function maskAddress(address: string): string {
  const [, local = '', domain = ''] = /^(.?).*@(.?)/su.exec(address) ?? [];
  return `${local}•••@${domain}•••`;
}
