import type { IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';

/** One alarm, before it has a name. */
export interface AlarmSpec {
  /** What it means for users, in one sentence. */
  meaning: string;
  metric: IMetric;
  /** The alarm goes off at or above this value; with `below`, under it. */
  threshold: number;
  below?: boolean;
  /** Breaching periods, out of how many. Default: one of one. */
  periods?: [breaching: number, of: number];
  /** How a period without data counts. Default: {@link TreatMissingData.NOT_BREACHING}. */
  missing?: TreatMissingData;
}
