/**
 * Stands in for `@smithy/core/event-streams` in the bundles: no call of ours streams events, and loading the
 * code for it by demand keeps a bundler from flattening what it shares with the rest.
 */
export function EventStreamSerde(): never {
  throw new Error('Event streams are left out of the bundles: see infra/packaging/bundle.ts');
}

/** CloudWatch Logs' client sets them up before any call. */
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config;
export const eventStreamSerdeProvider = EventStreamSerde;
