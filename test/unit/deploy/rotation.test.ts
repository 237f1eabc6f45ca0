import { rotationProblem } from '../../../infra/deploy/rotation';

const LONG_AGO = 3_600_000;

test.each([
  ['1', '1'],
  ['1', '1,2'],
  ['1,2', '2,1'],
  ['2,1', '2'],
  ['2', '2,3'],
  ['1,2', '1'],
  ['2,1', '1,2'],
])('%s to %s loses no code, nor does rolling it back', (deployed, wanted) => {
  expect(rotationProblem(deployed, wanted, LONG_AGO)).toBeUndefined();
});

// Each fails without its rule: nothing else refuses it.
test.each([
  ['1', '2', 'Pending codes are sealed with key 1. Deploy 1,2 first.'],
  ['2', '3,4', 'Pending codes are sealed with key 2. Deploy 2,3 first.'],
  ['2', '1', 'Pending codes are sealed with key 2. Deploy 2,1 first.'],
  ['1', '2,1', 'The mailer must know key 2 before codes are sealed with it. Deploy 1,2 first.'],
])('%s to %s is refused: %s', (deployed, wanted, message) => {
  expect(rotationProblem(deployed, wanted, LONG_AGO)).toContain(message);
});

test('a key is retired only when the codes sealed with it have run out', () => {
  const minutes = (count: number) => count * 60_000;
  expect(rotationProblem('2,1', '2', minutes(3))).toContain('Deploy again in 7 min.');
  expect(rotationProblem('2,1', '2', minutes(10))).toBeUndefined();
  // What changes no key need not wait.
  expect(rotationProblem('2,1', '2,1', minutes(0))).toBeUndefined();
  expect(rotationProblem('1,2', '2,1', minutes(0))).toBeUndefined();
});
