import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { UsageError } from '../../cli/errors';
import { time } from '../../cli/text';
import { users } from './progress-display';

export interface Begin {
  /** Go on with what an earlier run has left. */
  resume?: boolean;
  /** Begin anew, whatever an earlier run has left. */
  restart?: boolean;
}

interface Header {
  userPoolId: string;
  /** ISO 8601. */
  startedAt: string;
}

/**
 * Who has been signed out, in a file: a run that ends early can be gone on with. First a line that says whose
 * run it is, then a sub per line, each written as soon as it is so. A line cut short by a crash is nobody's sub.
 */
export class RunRecord {
  private constructor(
    private readonly file: string,
    readonly done: ReadonlySet<string>,
  ) {}

  /** @throws UsageError if an unfinished run is there and nothing said of it, or nothing is there to go on with */
  static open(file: string, userPoolId: string, { resume, restart }: Begin): RunRecord {
    if (resume && restart) throw new UsageError('Say --resume or --restart, not both.');
    const there = existsSync(file) ? read(file, userPoolId) : undefined;
    const found = restart ? undefined : there;
    if (found && !resume) {
      throw new UsageError(
        `A run of ${time(Date.parse(found.startedAt))} was not finished, ${users(found.done.size)} signed out: go on with --resume, or begin anew with --restart.`,
      );
    }
    if (resume && !found) {
      throw new UsageError(`There is no run to go on with in ${file}: leave out --resume.`);
    }
    return new RunRecord(file, found?.done ?? new Set());
  }

  /** Called once the run is decided on. */
  begin(userPoolId: string): void {
    if (this.done.size > 0) return appendFileSync(this.file, '\n');
    const header: Header = { userPoolId, startedAt: new Date().toISOString() };
    // Made anew: what others may have put in its place is not written to.
    rmSync(this.file, { force: true });
    writeFileSync(this.file, `${JSON.stringify(header)}\n`, { mode: 0o600, flag: 'wx' });
  }

  add(sub: string): void {
    appendFileSync(this.file, `${sub}\n`);
  }

  /** Everyone has been signed out. */
  remove(): void {
    rmSync(this.file, { force: true });
  }
}

function read(file: string, userPoolId: string): Header & { done: Set<string> } {
  const [first = '', ...subs] = readFileSync(file, 'utf8').split('\n');
  const header = parse(first);
  if (header?.userPoolId !== userPoolId) {
    throw new UsageError(`${file} is no record of a run on pool ${userPoolId}: name another file.`);
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
