import Table from 'cli-table3';

/**
 * `AS_DOCUMENTED` and `DIFFERENT` judge what the documents promise. `OBSERVED` is a fact about Cognito that
 * this project works with either way.
 */
export type Verdict = 'AS_DOCUMENTED' | 'DIFFERENT' | 'OBSERVED';

export interface Finding {
  /** What was tried. */
  check: string;
  /** What the documents say, or what was reported about Cognito. */
  expected: string;
  /** What this account did. */
  seen: string;
  verdict: Verdict;
}

/** What a call gave: its result, or the error that refused it. */
export type Attempt<T> = { result: T; error?: undefined } | { result?: undefined; error: Error };

export const attempt = <T>(call: Promise<T>): Promise<Attempt<T>> =>
  call.then(
    (result) => ({ result }),
    (error: Error) => ({ error }),
  );

/** An attempt in words: the error, or what came instead of it. */
export function describe<T>({ result, error }: Attempt<T>, words: (result: T) => string): string {
  return error ? `${error.name}: ${error.message}` : words(result as T);
}

/** Gathers findings, and tells each one as it comes. */
export class Report {
  readonly findings: Finding[] = [];

  constructor(private readonly tell: (finding: Finding) => void = () => undefined) {}

  /** Judges a promise of the documents. */
  expect(check: string, expected: string, seen: string, holds: boolean): void {
    this.add({ check, expected, seen, verdict: holds ? 'AS_DOCUMENTED' : 'DIFFERENT' });
  }

  /** Records a fact that may turn out either way. */
  observe(check: string, reported: string, seen: string): void {
    this.add({ check, expected: reported, seen, verdict: 'OBSERVED' });
  }

  get holds(): boolean {
    return this.findings.every(({ verdict }) => verdict !== 'DIFFERENT');
  }

  private add(finding: Finding): void {
    this.findings.push(finding);
    this.tell(finding);
  }
}

const WORDS: Record<Verdict, string> = {
  AS_DOCUMENTED: 'as documented',
  DIFFERENT: 'DIFFERENT',
  OBSERVED: 'observed',
};

/** The findings as a table for people. */
export function asTable(findings: Finding[]): string {
  const table = new Table({
    head: ['check', 'documents', 'this account', ''],
    colWidths: [28, 36, 44, 15],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  table.push(
    ...findings.map(({ check, expected, seen, verdict }) => [
      check,
      expected,
      seen,
      WORDS[verdict],
    ]),
  );
  return table.toString();
}
