/** Whether a log line matches. */
type LineMatcher = (message: string) => boolean;

const COMPARISON = /^\(?\s*\$\.(\w+)\s*(=|!=)\s*"([^"]*)"\s*\)?$/;

/**
 * Compiles a filter pattern of CloudWatch Logs. Supports JSON patterns that compare
 * top-level fields with strings, with `*` at either end, joined by `&&`. An empty pattern matches all.
 * @throws Error for anything else, so that no filter is misread silently
 */
export function compileLinePattern(pattern: string): LineMatcher {
  if (pattern.trim() === '') return () => true;
  const [, inside] = /^\{(.*)\}$/s.exec(pattern.trim()) ?? [];
  if (inside === undefined) throw unknown(pattern);
  const comparisons = inside.split('&&').map((part) => compileComparison(part.trim(), pattern));
  return (message) => {
    const line = parse(message);
    return line !== undefined && comparisons.every((holds) => holds(line));
  };
}

function compileComparison(text: string, pattern: string) {
  const [, field, operator, wanted] = COMPARISON.exec(text) ?? [];
  const middle = wanted?.replace(/^\*|\*$/g, '');
  if (!field || wanted === undefined || middle?.includes('*')) throw unknown(pattern);
  const matches = new RegExp(
    `^${wanted.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')}$`,
    's',
  );
  return (line: Record<string, unknown>) => {
    const value = line[field];
    // A missing field is neither equal nor unequal to anything.
    if (typeof value !== 'string') return false;
    return matches.test(value) === (operator === '=');
  };
}

const unknown = (pattern: string) =>
  new Error(`The local stack does not support the filter pattern ${pattern}`);

function parse(message: string): Record<string, unknown> | undefined {
  try {
    const line: unknown = JSON.parse(message);
    return typeof line === 'object' && line !== null
      ? (line as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
