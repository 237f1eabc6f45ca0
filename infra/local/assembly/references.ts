/** The logical ids that a value of a template refers to. */
export function referencesIn(value: unknown): Set<string> {
  const found = new Set<string>();
  gather(value, found);
  return found;
}

function gather(value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    if (key === 'Ref' && typeof item === 'string') found.add(item);
    if (key === 'Fn::GetAtt' && Array.isArray(item)) found.add(String(item[0]));
    gather(item, found);
  }
}
