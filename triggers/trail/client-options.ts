/** Nobody waits for the trail: a service that is throttling or slow gets time, within the function's own 30 s. */
export const TRAIL_CLIENT_OPTIONS = {
  maxAttempts: 5,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 4000, throwOnRequestTimeout: true },
};
