import type { auditRefusal as AuditRefusal } from '../../../triggers/audit/refusals';

const MINUTE = 60_000;
const audit = jest.fn();
let auditRefusal: typeof AuditRefusal;

beforeEach(async () => {
  jest.resetModules();
  audit.mockReset();
  jest.doMock('../../../triggers/audit/audit', () => ({ audit }));
  ({ auditRefusal } = await import('../../../triggers/audit/refusals'));
});

const refuse = (at: number, sub = 'a', reason = 'RESEND_TOO_EARLY') =>
  auditRefusal('challenge.refused', { sub, clientId: 'c', reason }, at);
const values = () => audit.mock.calls.map(([, , { value }]) => value);

test('once per user, reason and minute', () => {
  for (let second = 0; second < 60; second++) refuse(second * 1000);
  expect(audit).toHaveBeenCalledTimes(1);
  refuse(MINUTE);
  expect(audit).toHaveBeenCalledTimes(2);
  refuse(MINUTE, 'b');
  refuse(MINUTE, 'a', 'EmailMfaLocked');
  expect(audit).toHaveBeenCalledTimes(4);
});

test('one account cannot raise an alarm: it counts once an hour', () => {
  for (let minute = 0; minute < 60; minute++) refuse(minute * MINUTE);
  expect(values()).toEqual([1, ...new Array(59).fill(0)]);
  refuse(60 * MINUTE);
  expect(values().at(-1)).toBe(1);
});

test('what it remembers is bounded', () => {
  for (let user = 0; user <= 10_000; user++) refuse(0, `user-${user}`);
  refuse(0, 'user-0');
  expect(audit).toHaveBeenCalledTimes(10_002);
});
