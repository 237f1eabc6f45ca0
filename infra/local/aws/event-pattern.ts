type Matcher = (value: unknown) => boolean;

/**
 * Compiles an event pattern, as event source mappings and EventBridge rules use it. Supports exact values
 * (strings, numbers, booleans, null), `prefix` and `exists`, at any depth.
 * @throws Error for any other operator, so that no pattern is misread silently
 */
export function compilePattern(pattern: unknown): Matcher {
  if (Array.isArray(pattern)) return anyOf(pattern.map(compileOption));
  if (typeof pattern !== 'object' || pattern === null) {
    throw new Error(
      `An event pattern has ${JSON.stringify(pattern)} where it needs a list of options`,
    );
  }
  const fields = Object.entries(pattern).map(
    ([name, option]) => [name, compilePattern(option)] as const,
  );
  return (value) => {
    const record = (typeof value === 'object' && value !== null ? value : {}) as Record<
      string,
      unknown
    >;
    return fields.every(([name, matches]) => matches(record[name]));
  };
}

function compileOption(option: unknown): Matcher {
  if (typeof option !== 'object' || option === null) return (value) => value === option;
  const [[operator, operand] = [], ...others] = Object.entries(option);
  if (others.length === 0 && operator === 'exists' && typeof operand === 'boolean') {
    return (value) => (value !== undefined) === operand;
  }
  if (others.length === 0 && operator === 'prefix' && typeof operand === 'string') {
    return (value) => typeof value === 'string' && value.startsWith(operand);
  }
  throw new Error(`The local stack does not support the filter ${JSON.stringify(option)}`);
}

/** As in EventBridge, a list in the data matches if one of its items does. */
function anyOf(options: Matcher[]): Matcher {
  return (value) => {
    const values = Array.isArray(value) && value.length > 0 ? value : [value];
    return values.some((item) => options.some((matches) => matches(item)));
  };
}
