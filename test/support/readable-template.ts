type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/**
 * A template as a person would write it down: references as `${Table.Arn}`, text put together, and no
 * asset hashes, so that it changes when the infrastructure does and not with every line of code.
 */
export function readable(value: Json): Json {
  if (typeof value === 'string') return value.replace(/\b[0-9a-f]{64}\b/g, '<hash>');
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  if (entries.length === 1 && name !== undefined && argument !== undefined) {
    const text = intrinsic(name, argument);
    if (text !== undefined) return text;
  }
  return Object.fromEntries(
    entries.map(([key, item]) => {
      const read = readable(item);
      // JSON as one text would be one line of thousands of characters.
      return [key, key === 'DashboardBody' ? (JSON.parse(String(read)) as Json) : read];
    }),
  );
}

function intrinsic(name: string, argument: Json): string | undefined {
  if (name === 'Ref') return `\${${String(argument)}}`;
  if (name === 'Fn::GetAtt' && Array.isArray(argument)) return `\${${argument.join('.')}}`;
  if (name === 'Fn::Join' && Array.isArray(argument)) {
    const [separator, parts] = argument;
    if (typeof separator === 'string' && Array.isArray(parts)) {
      return parts.map((part) => String(readable(part))).join(separator);
    }
  }
  return undefined;
}
