import { Duration } from 'aws-cdk-lib';
import {
  Color,
  GraphWidget,
  MathExpression,
  type HorizontalAnnotation,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';

/** A graph of the dashboard, a third of its width unless it says otherwise. */
export const graph = (
  title: string,
  left: IMetric[],
  more: {
    unit: string;
    right?: IMetric[];
    lines?: HorizontalAnnotation[];
    width?: number;
  },
) =>
  new GraphWidget({
    title,
    left,
    ...(more.right && { right: more.right, rightYAxis: { min: 0, showUnits: false } }),
    ...(more.lines && { leftAnnotations: more.lines }),
    leftYAxis: { min: 0, label: more.unit, showUnits: false },
    width: more.width ?? 8,
    height: 6,
  });

/** A line that should not be crossed. */
export const line = (value: number, label: string): HorizontalAnnotation => ({
  value,
  label,
  color: Color.RED,
});

/** One line for each reason that occurs: error names are not known in advance. */
export const byReason = (service: string, metricName: string) =>
  new MathExpression({
    expression: `SEARCH('{EmailMfa,service,reason} MetricName="${metricName}" service="${service}"', 'Sum', 300)`,
    usingMetrics: {},
    label: '',
    period: Duration.minutes(5),
  });
