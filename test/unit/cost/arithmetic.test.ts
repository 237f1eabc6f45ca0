import { monthlyCost, planCost } from '../../../infra/cost/arithmetic';
import { ESSENTIALS, LITE } from '../../../infra/cost/prices';

test.each([
  [10_000, 0],
  [10_001, 0.0055],
  [100_000, 90_000 * 0.0055],
  [250_000, 90_000 * 0.0055 + 150_000 * 0.0046],
  [20_000_000, 90_000 * 0.0055 + 900_000 * 0.0046 + 9_000_000 * 0.00325 + 10_000_000 * 0.0025],
])('Lite with %d users', (users, cost) => {
  expect(planCost(LITE, users)).toBeCloseTo(cost, 6);
});

test('Essentials has one price beyond the free users', () => {
  expect(planCost(ESSENTIALS, 250_000)).toBeCloseTo(240_000 * 0.015, 6);
});

test('a month with a million sign-ins, four to a user', () => {
  const { ours, native, oursInAll, nativeInAll } = monthlyCost(1_000_000, 4);
  const items = Object.fromEntries(ours.map(({ name, cost }) => [name, cost]));
  expect(items).toEqual({
    'Cognito: users on Lite': expect.closeTo(1_185, 6),
    'SES: emails': expect.closeTo(100, 6),
    'DynamoDB: writes, reads': expect.closeTo(14.375, 6),
    'KMS: decryptions': expect.closeTo(3, 6),
    'Lambda: requests': expect.closeTo(2.2, 6),
    'Lambda: time': expect.closeTo(3.466684, 5),
    'CloudWatch: logs': expect.closeTo(8, 6),
    'Standing: key': expect.closeTo(1, 6),
    'Standing: metrics': expect.closeTo(6.9, 6),
    'Standing: dashboard, alarms': expect.closeTo(7.4, 6),
  });
  expect(oursInAll).toBeCloseTo(1_331.34, 2);
  expect(nativeInAll).toBeCloseTo(3_700, 2);
  expect(native).toHaveLength(2);
});

test('below the free users, what stands all month makes the difference', () => {
  const { oursInAll, nativeInAll } = monthlyCost(1_000, 4);
  expect(nativeInAll).toBeCloseTo(0.1, 6);
  expect(oursInAll).toBeCloseTo(15.43, 2);
});

test('four in five sign-ins in a remembered browser: a fifth of the emails and decryptions', () => {
  const { ours, nativeInAll } = monthlyCost(1_000_000, 4, 0.8);
  const items = Object.fromEntries(ours.map(({ name, cost }) => [name, cost]));
  expect(items).toMatchObject({
    'SES: emails': expect.closeTo(20, 6),
    'DynamoDB: writes, reads': expect.closeTo(0.2 * 14.375 + 0.8 * (7 * 0.625 + 0.125), 6),
    'KMS: decryptions': expect.closeTo(0.6, 6),
    'Lambda: requests': expect.closeTo(0.2 * 2.2 + 0.8 * 1.6, 6),
  });
  expect(nativeInAll).toBeCloseTo(3_700, 2);
});
