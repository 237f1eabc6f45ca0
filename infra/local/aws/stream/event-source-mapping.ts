import type { Resource } from '../cloudformation/local-template';
import { compilePattern } from '../event-pattern';

/** An event source mapping of the template: which records go to a function, in what batches. */
export interface EventSourceMapping {
  functionName: string;
  streamArn: string;
  accepts(record: unknown): boolean;
  batchSize: number;
  /** Milliseconds. */
  batchingWindow: number;
  parallelization: number;
  /** -1: no limit. */
  maximumRetryAttempts: number;
  /** Milliseconds; Infinity: no limit. */
  maximumRecordAge: number;
  bisect: boolean;
  reportItemFailures: boolean;
  /** ARN of the on-failure queue. */
  failures: string;
}

/** @throws Error for a filter that the local stack does not support */
export function readMapping({ properties }: Resource): EventSourceMapping {
  const declared = properties as {
    FunctionName: string;
    EventSourceArn: string;
    FilterCriteria?: { Filters: { Pattern: string }[] };
    BatchSize?: number;
    MaximumBatchingWindowInSeconds?: number;
    ParallelizationFactor?: number;
    MaximumRetryAttempts?: number;
    MaximumRecordAgeInSeconds?: number;
    BisectBatchOnFunctionError?: boolean;
    FunctionResponseTypes?: string[];
    DestinationConfig?: { OnFailure?: { Destination?: string } };
  };
  const filters = (declared.FilterCriteria?.Filters ?? []).map(({ Pattern }) =>
    compilePattern(JSON.parse(Pattern)),
  );
  const age = declared.MaximumRecordAgeInSeconds ?? -1;
  return {
    functionName: declared.FunctionName,
    streamArn: declared.EventSourceArn,
    accepts: (record) => filters.length === 0 || filters.some((matches) => matches(record)),
    batchSize: declared.BatchSize ?? 100,
    batchingWindow: (declared.MaximumBatchingWindowInSeconds ?? 0) * 1000,
    parallelization: declared.ParallelizationFactor ?? 1,
    maximumRetryAttempts: declared.MaximumRetryAttempts ?? -1,
    maximumRecordAge: age === -1 ? Infinity : age * 1000,
    bisect: declared.BisectBatchOnFunctionError ?? false,
    reportItemFailures: (declared.FunctionResponseTypes ?? []).includes('ReportBatchItemFailures'),
    failures: declared.DestinationConfig?.OnFailure?.Destination ?? '',
  };
}
