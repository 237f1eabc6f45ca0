import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { CommandError, UsageError } from '../../cli/errors';
import { time } from '../../cli/text';
import { users } from './progress-display';

export interface StartOptions {
  /** Continue an unfinished run. */
  resume?: boolean;
  /** Start over, even if an unfinished run exists. */
  restart?: boolean;
}

interface Header {
  userPoolId: string;
  /** ISO 8601. */
  startedAt: string;
}

/**
 * A file of the users who have been signed out, so that a run can be resumed: a header line, then one sub per
 * line, each written at once. A line that a crash cut short matches no sub.
 */
export class ProgressFile {
  private constructor(
    private readonly file: string,
    readonly done: ReadonlySet<string>,
  ) {}

  /** @throws UsageError for an unfinished run without either option, and for --resume without one; CommandError if the file is something else */
  static open(file: string, userPoolId: string, { resume, restart }: StartOptions): ProgressFile {
    if (resume && restart) throw new UsageError('Use --resume or --restart, not both.');
    const existing = existsSync(file) ? read(file, userPoolId) : undefined;
    const found = restart ? undefined : existing;
    if (found && !resume) {
      throw new UsageError(
        `The run of ${time(Date.parse(found.startedAt))} was not finished; ${users(found.done.size)} were signed out. Continue with --resume, or start over with --restart.`,
      );
    }
    if (resume && !found) {
      throw new UsageError(`There is no unfinished run in ${file}. Leave out --resume.`);
    }
    return new ProgressFile(file, found?.done ?? new Set());
  }

  /** Called after confirmation. */
  begin(userPoolId: string): void {
    if (this.done.size > 0) return appendFileSync(this.file, '\n');
    const header: Header = { userPoolId, startedAt: new Date().toISOString() };
    // Created anew, so that a link that someone put in its place is not followed.
    rmSync(this.file, { force: true });
    writeFileSync(this.file, `${JSON.stringify(header)}\n`, { mode: 0o600, flag: 'wx' });
  }

  add(sub: string): void {
    appendFileSync(this.file, `${sub}\n`);
  }

  /** Called when every user has been signed out. */
  remove(): void {
    rmSync(this.file, { force: true });
  }
}

function read(file: string, userPoolId: string): Header & { done: Set<string> } {
  const [first = '', ...subs] = readFileSync(file, 'utf8').split('\n');
  const header = parse(first);
  if (header?.userPoolId !== userPoolId) {
    throw new CommandError(
      `${file} is not a progress file of pool ${userPoolId}. Name another file.`,
    );
  }
  return { ...header, done: new Set(subs.filter(Boolean)) };
}

function parse(line: string): Header | undefined {
  try {
    return JSON.parse(line) as Header;
  } catch {
    return undefined;
  }
}
