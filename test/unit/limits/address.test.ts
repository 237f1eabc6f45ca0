import fc from 'fast-check';
import { decideAddress, type AddressState } from '../../../triggers/limits/address';
import { DAY, HOUR } from '../../../triggers/limits/rules';

const OLD = 'old@example.com';
const NEW = 'new@example.com';
const now = 1_700_000_000_000;
const settled: AddressState = { codeAddress: OLD, codeAddressSince: now - DAY };
const decide = (seen: AddressState, pool: string, at = now, hold = DAY) =>
  decideAddress(seen, pool, { now: at, hold });

test('the first code goes where the pool says', () => {
  expect(decide({}, OLD)).toEqual({
    address: OLD,
    state: { codeAddress: OLD, codeAddressSince: now },
    change: undefined,
  });
});

test('a changed address: the old one hears of it once, and gets the codes until the hold is over', () => {
  const first = decide(settled, NEW);
  expect(first.address).toBe(OLD);
  expect(first.change).toEqual({ from: OLD, to: NEW, codesMoveAt: now + DAY });
  const later = decide(first.state, NEW, now + DAY - 1);
  expect(later).toMatchObject({ address: OLD, change: undefined });
  const after = decide(later.state, NEW, now + DAY);
  expect(after).toEqual({
    address: NEW,
    state: { codeAddress: NEW, codeAddressSince: now + DAY },
    change: undefined,
  });
});

test('changed again: the hold starts anew; changed back: it is over', () => {
  const { state } = decide(settled, NEW);
  const again = decide(state, 'third@example.com', now + DAY);
  expect(again).toMatchObject({ address: OLD, change: { to: 'third@example.com' } });
  expect(decide(again.state, NEW, now + DAY).address).toBe(OLD);
  expect(decide(state, OLD, now + HOUR)).toEqual({
    address: OLD,
    state: settled,
    change: undefined,
  });
});

test('an admin ends the hold, for the address that was confirmed only', () => {
  const confirmed = { ...decide(settled, NEW).state, confirmedAddress: NEW };
  expect(decide(confirmed, NEW)).toMatchObject({ address: NEW, change: undefined });
  expect(decide(confirmed, 'eve@example.com').address).toBe(OLD);
  const beforehand = decide({ ...settled, confirmedAddress: NEW }, NEW);
  expect(beforehand).toMatchObject({ address: NEW, change: { from: OLD, codesMoveAt: now } });
});

test('without a hold codes move at once, and the old address hears of it', () => {
  const moved = decide(settled, NEW, now, 0);
  expect(moved).toMatchObject({ address: NEW, change: { from: OLD, to: NEW, codesMoveAt: now } });
});

test('whatever the pool says in which order, no address gets a code that was not held long enough', () => {
  const pool = fc.constantFrom(OLD, NEW, 'third@example.com');
  const steps = fc.array(fc.tuple(fc.nat(2 * DAY), pool), { maxLength: 20 });
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 7 * DAY }), (sequence, hold) => {
      let state: AddressState = settled;
      let at = now;
      let codeAddress: string = OLD;
      let same = { pool: OLD, since: now };
      const told = new Set<string>();
      for (const [pause, says] of sequence) {
        at += pause;
        if (says !== same.pool) same = { pool: says, since: at };
        const decided = decide(state, says, at, hold);
        if (decided.change) told.add(`${decided.change.from} ${decided.change.to}`);
        if (decided.address !== codeAddress) {
          expect(at - same.since).toBeGreaterThanOrEqual(hold);
          expect(told).toContain(`${codeAddress} ${decided.address}`);
          codeAddress = decided.address;
        }
        state = decided.state;
      }
    }),
  );
});
