/** One thing that a command or a function looked at, and what it found. */
export interface Finding {
  name: string;
  /** A note is a choice with a price. A problem needs action. */
  level: 'ok' | 'note' | 'problem';
  /** What was found, what follows from it and what to do. */
  text: string;
}

/** A finding before it has a name. */
export type Result = Omit<Finding, 'name'>;

export const ok = (text: string): Result => ({ level: 'ok', text });
export const note = (text: string): Result => ({ level: 'note', text });
export const problem = (text: string): Result => ({ level: 'problem', text });

/** Runs named checks on the same subject, in order. */
export const findAll = <T>(checks: Record<string, (subject: T) => Result>, subject: T): Finding[] =>
  Object.entries(checks).map(([name, check]) => ({ name, ...check(subject) }));
