import { compileLinePattern } from './line-pattern';
import { clock } from '../clock';

export interface LogEvent {
  /** Grows with the time of arrival, as in CloudWatch. */
  id: string;
  /** Epoch milliseconds. */
  timestamp: number;
  ingestionTime: number;
  logStreamName: string;
  message: string;
}

interface LogGroup {
  streams: Set<string>;
  events: LogEvent[];
  watchers: ((events: LogEvent[]) => void)[];
}

/** Input of FilterLogEvents. Times are in epoch milliseconds, inclusive. */
export interface Query {
  startTime?: number;
  endTime?: number;
  filterPattern?: string;
  logStreamNames?: string[];
}

/** The oldest lines of a group beyond this number are dropped: a stack may run for days. */
const LINES_KEPT = 20_000;

/** The log groups of the template, in memory. */
export class LogStore {
  private readonly groups = new Map<string, LogGroup>();
  private count = 0;

  constructor(groups: string[], streams: { group: string; name: string }[]) {
    for (const name of groups) {
      this.groups.set(name, { streams: new Set(), events: [], watchers: [] });
    }
    for (const { group, name } of streams) this.groups.get(group)?.streams.add(name);
  }

  /** The log streams of a group, undefined if there is no such group. */
  streamsOf(name: string): Set<string> | undefined {
    return this.groups.get(name)?.streams;
  }

  /** Calls the watcher with all lines that are put into a group from now on. */
  watch(name: string, watcher: (events: LogEvent[]) => void): void {
    this.groups.get(name)?.watchers.push(watcher);
  }

  /** Drops lines for a missing group, as Lambda's logs do. */
  put(groupName: string, logStreamName: string, lines: { timestamp: number; message: string }[]) {
    const group = this.groups.get(groupName);
    if (!group) return;
    const ingestionTime = clock.now();
    const events = lines.map((line) => ({
      ...line,
      id: String(++this.count).padStart(56, '0'),
      ingestionTime,
      logStreamName,
    }));
    group.events.push(...events);
    if (group.events.length > LINES_KEPT) group.events.splice(0, group.events.length - LINES_KEPT);
    for (const watcher of group.watchers) watcher(events);
  }

  /** Oldest first. @throws Error for a pattern that is not supported */
  find(groupName: string, query: Query): LogEvent[] {
    const { events = [] } = this.groups.get(groupName) ?? {};
    const { startTime = 0, endTime = Infinity, filterPattern = '', logStreamNames } = query;
    const matches = compileLinePattern(filterPattern);
    return events
      .filter(({ timestamp }) => timestamp >= startTime && timestamp <= endTime)
      .filter((event) => logStreamNames?.includes(event.logStreamName) ?? true)
      .filter(({ message }) => matches(message))
      .sort((a, b) => a.timestamp - b.timestamp);
  }
}
