import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StackFacts } from '../../infra/cli/stack-file';

interface Line {
  _aws?: { CloudWatchMetrics: { Metrics: { Name: string }[] }[] };
  reason?: string;
  challengeId?: string;
}

/**
 * What CloudWatch would have counted from a function's log, by metric and reason, such as
 * `{ MailSent: 1, 'MailRetried:TimeoutError': 2 }`.
 * @param challengeId only what concerns one record
 */
export function metricsOf(
  stack: StackFacts,
  functionName: string,
  challengeId?: string,
): Record<string, number> {
  const file = stack.functions.find((name) => name.includes(functionName));
  const counts: Record<string, number> = {};
  for (const text of readFileSync(join(stack.logsDir, `${file}.log`), 'utf8').split('\n')) {
    if (!text.includes('"_aws"')) continue;
    const line = JSON.parse(text) as Line & Record<string, unknown>;
    if (challengeId && line.challengeId !== challengeId) continue;
    for (const { Metrics } of line._aws?.CloudWatchMetrics ?? []) {
      for (const { Name } of Metrics) {
        if (Name === 'MailDelay') continue;
        const key = line.reason ? `${Name}:${line.reason}` : Name;
        counts[key] = (counts[key] ?? 0) + Number(line[Name]);
      }
    }
  }
  return counts;
}
