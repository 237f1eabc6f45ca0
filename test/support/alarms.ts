import type { Template } from 'aws-cdk-lib/assertions';
import type { StackFacts } from '../../infra/cli/stack-file';
import { everyLogLine } from './secrets';

/** One value of one metric, as CloudWatch takes it in. */
export interface Datum {
  namespace: string;
  name: string;
  dimensions: Record<string, string>;
  /** Epoch milliseconds. */
  at: number;
  value: number;
  /** Whom the line is about. */
  sub?: string | undefined;
}

interface EmfLine {
  _aws: {
    Timestamp: number;
    CloudWatchMetrics: {
      Namespace: string;
      Dimensions: string[][];
      Metrics: { Name: string }[];
    }[];
  };
  sub?: string;
  [field: string]: unknown;
}

/** All that CloudWatch would have made of the functions' logs. */
export function dataOf(stack: StackFacts): Datum[] {
  const lines = everyLogLine(stack).filter((line) => line.includes('"_aws"'));
  return lines.flatMap((text) => {
    const line = JSON.parse(text) as EmfLine;
    return line._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
      Dimensions.flatMap((names) =>
        Metrics.map(({ Name }) => ({
          namespace: Namespace,
          name: Name,
          dimensions: Object.fromEntries(names.map((name) => [name, String(line[name])])),
          at: line._aws.Timestamp,
          value: Number(line[Name]),
          sub: line.sub,
        })),
      ),
    );
  });
}

interface MetricRef {
  Namespace: string;
  MetricName: string;
  Dimensions?: { Name: string; Value: string }[];
}

/** Properties of an AWS::CloudWatch::Alarm, all intrinsics resolved. */
export interface AlarmProperties extends Partial<MetricRef> {
  AlarmName: string;
  AlarmDescription: string;
  Threshold: number;
  EvaluationPeriods: number;
  DatapointsToAlarm: number;
  ComparisonOperator: 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold';
  TreatMissingData: 'ignore' | 'notBreaching' | 'breaching';
  AlarmActions: string[];
  OKActions: string[];
  Period?: number;
  Statistic?: string;
  Metrics?: {
    Id: string;
    Expression?: string;
    ReturnData?: boolean;
    /** Of an expression without metrics. */
    Period?: number;
    MetricStat?: { Metric: MetricRef; Period: number; Stat: string };
  }[];
}

/** The alarms of a template, by their names in the runbook. */
export function alarmsIn(template: Template): Record<string, AlarmProperties> {
  const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(
    ({ Properties }) => Properties as AlarmProperties,
  );
  return Object.fromEntries(alarms.map((alarm) => [alarm.AlarmName.split('-').at(-1), alarm]));
}

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/**
 * The states an alarm goes through, one for each period: a small model of CloudWatch as its documentation
 * tells of missing data. It knows sums and maxima, expressions as our alarms use them, and thresholds that
 * are reached from below.
 * @param start epoch milliseconds at which the first period begins
 */
export function play(alarm: AlarmProperties, data: Datum[], start: number, periods: number) {
  const { length, values } = readAlarm(alarm);
  const points: (number | undefined)[] = [];
  const states: AlarmState[] = [];
  for (let period = 0; period < periods; period += 1) {
    const from = start + period * length;
    points.push(values(data.filter(({ at }) => at >= from && at < from + length)));
    states.push(next(alarm, points, states.at(-1)));
  }
  return states;
}

/** CloudWatch looks back further than an alarm asks for, to make up for missing points. */
const FURTHER = 2;

function next(
  alarm: AlarmProperties,
  points: (number | undefined)[],
  now?: AlarmState,
): AlarmState {
  const { Threshold, DatapointsToAlarm, EvaluationPeriods, TreatMissingData, ComparisonOperator } =
    alarm;
  const real = points.slice(-EvaluationPeriods - FURTHER).filter((point) => point !== undefined);
  const looked = real.slice(-EvaluationPeriods);
  const breaches = (point: number) =>
    ComparisonOperator === 'LessThanThreshold' ? point < Threshold : point >= Threshold;
  const missing = TreatMissingData === 'breaching' ? missingOf(points, EvaluationPeriods) : 0;
  const breaching = looked.filter(breaches).length + missing;
  if (breaching >= DatapointsToAlarm) return 'ALARM';
  if (TreatMissingData === 'ignore' && breaching === looked.length)
    return now ?? 'INSUFFICIENT_DATA';
  return 'OK';
}

/** Missing points that count as such: CloudWatch fills up with them what real points leave. */
function missingOf(points: (number | undefined)[], periods: number): number {
  const recent = points.slice(-periods);
  return recent.filter((point) => point === undefined).length;
}

/** Length of a period in milliseconds, and what an alarm looks at from the data of one. */
function readAlarm({ Metrics, Period, Statistic, ...alarm }: AlarmProperties) {
  const metrics = Metrics ?? [
    {
      Id: 'm',
      MetricStat: { Metric: alarm as MetricRef, Period: Period ?? 0, Stat: Statistic ?? '' },
    },
  ];
  const stats = metrics.flatMap(({ Id, MetricStat }) =>
    MetricStat ? [{ Id, ...MetricStat }] : [],
  );
  const expression = metrics.find(({ Expression }) => Expression)?.Expression ?? stats[0]?.Id ?? '';
  return {
    length: (stats[0]?.Period ?? metrics[0]?.Period ?? 0) * 1000,
    values: (data: Datum[]) => {
      const scope = stats.map(
        ({ Id, Metric, Stat }) => [Id, statistic(data, Metric, Stat)] as const,
      );
      return evaluate(expression, Object.fromEntries(scope), data);
    },
  };
}

function statistic(data: Datum[], metric: MetricRef, stat: string): number | undefined {
  const wanted = Object.fromEntries(
    (metric.Dimensions ?? []).map(({ Name, Value }) => [Name, Value]),
  );
  const values = data
    .filter(({ namespace, name }) => namespace === metric.Namespace && name === metric.MetricName)
    .filter(({ dimensions }) => sameDimensions(dimensions, wanted))
    .map(({ value }) => value);
  if (values.length === 0) return undefined;
  // The largest is the 99th of a hundred where there are fewer than that.
  return stat === 'Sum' ? sum(values) : Math.max(...values);
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

function sameDimensions(one: Record<string, string>, other: Record<string, string>): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length && names.every((name) => one[name] === other[name])
  );
}

/** Metric math is arithmetic; what is missing makes all of it missing, but in the functions. */
function evaluate(expression: string, scope: Record<string, number | undefined>, data: Datum[]) {
  const present = (values: (number | undefined)[]) => values.filter((value) => value !== undefined);
  const functions = {
    FILL: (value: number | undefined, filler: number) => value ?? filler,
    SUM: (values: (number | undefined)[]) => sum(present(values)),
    MAX: (values: (number | undefined)[]) => Math.max(...present(values)),
    /** Our rules are named for the metric of the events whose users they count. */
    INSIGHT_RULE_METRIC: (rule: string) =>
      new Set(data.filter(({ name }) => rule.endsWith(`-${name}`)).map(({ sub }) => sub)).size,
  };
  const all = { ...scope, ...functions };
  // The expressions are our own, from the template.
  const value = new Function(...Object.keys(all), `return ${expression}`)(
    ...Object.values(all),
  ) as number;
  return Number.isFinite(value) ? value : undefined;
}
