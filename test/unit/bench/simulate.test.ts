import { percentile } from '../../bench/report';
import { MODEL, randomFrom, simulate, type Load } from '../../bench/scale/simulate';

const steady: Load = { rate: () => 10, end: 300, sesRate: 100 };
const all = ({ delays, expired, givenUp }: ReturnType<typeof simulate>) =>
  delays.length + expired + givenUp;

test('the same seed gives the same run, and every email ends one way', () => {
  const one = simulate(steady, MODEL, randomFrom(7));
  expect(simulate(steady, MODEL, randomFrom(7))).toEqual(one);
  expect(all(one)).toBeGreaterThan(2_500);
  expect([one.expired, one.givenUp]).toEqual([0, 0]);
});

test('without a queue an email waits for half a poll and its delivery', () => {
  const { delays } = simulate({ ...steady, rate: () => 0.5, end: 4_000 });
  const expected = MODEL.poll / 2 + MODEL.delivery.median;
  expect(percentile(delays, 0.5)).toBeGreaterThan(expected * 0.9);
  expect(percentile(delays, 0.5)).toBeLessThan(expected * 1.15);
});

test('SES takes no more than its rate', () => {
  const { delays } = simulate({ rate: () => 20, end: 100, sesRate: 10 });
  // 2,000 emails at 10 a second take 200 s: the last one, asked for at 100 s, waits for about 100 s.
  expect(Math.max(...delays)).toBeGreaterThan(80);
  expect(Math.max(...delays)).toBeLessThan(130);
});

test('in an outage longer than a code lives, the codes of its first part are lost, and no others', () => {
  const { delays, expired } = simulate({ ...steady, end: 1_200, outage: [100, 700] });
  // 600 s of outage, of which the last 300 s are still alive at its end.
  expect(expired).toBeGreaterThan(10 * 290);
  expect(expired).toBeLessThan(10 * 360);
  expect(Math.max(...delays)).toBeLessThan(MODEL.maxAge + 2 * MODEL.patience);
});

test('a poisoned record is given up after its second try and holds up nobody for long', () => {
  const clean = simulate(steady);
  const { delays, givenUp } = simulate({ ...steady, poisoned: 0.01 });
  expect(givenUp).toBeGreaterThan(10);
  expect(percentile(delays, 0.99)).toBeLessThan(percentile(clean.delays, 0.99) + 1);
});
