import { metricLines } from '../metric-lines';

const lines: Record<string, unknown>[] = [];
let count: typeof import('../../../triggers/audit/metrics').count;
beforeAll(async () => {
  process.env.SERVICE_NAME = 'shop';
  ({ count } = await import('../../../triggers/audit/metrics'));
});
beforeEach(() => {
  lines.length = 0;
  metricLines(lines);
});
afterEach(() => jest.restoreAllMocks());

const directive = (Dimensions: string[][], Metrics: object[]) => ({
  Timestamp: expect.any(Number),
  CloudWatchMetrics: [{ Namespace: 'EmailMfa', Dimensions, Metrics }],
});

test('a count is one line in the Embedded Metric Format, by service', () => {
  count('SignIns', { event: 'tokens.released', sub: 'ann', clientId: undefined });
  expect(lines).toEqual([
    {
      _aws: directive([['service']], [{ Name: 'SignIns', Unit: 'Count' }]),
      event: 'tokens.released',
      sub: 'ann',
      service: 'shop',
      SignIns: 1,
    },
  ]);
});

test('with a reason it counts twice: in all, and for the reason', () => {
  count('CodesRefused', { event: 'challenge.refused', reason: 'EmailMfaLocked' }, {}, 3);
  expect(lines).toEqual([
    {
      _aws: directive(
        [['service'], ['service', 'reason']],
        [{ Name: 'CodesRefused', Unit: 'Count' }],
      ),
      event: 'challenge.refused',
      service: 'shop',
      reason: 'EmailMfaLocked',
      CodesRefused: 3,
    },
  ]);
});

test('durations are metrics of the same line', () => {
  count('MailSent', { event: 'mail.sent' }, { MailDelay: 120 });
  expect(lines[0]).toMatchObject({
    _aws: directive(
      [['service']],
      [
        { Name: 'MailSent', Unit: 'Count' },
        { Name: 'MailDelay', Unit: 'Milliseconds' },
      ],
    ),
    MailDelay: 120,
  });
});
