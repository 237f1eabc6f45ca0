import fc from 'fast-check';
import {
  decideBrowsers,
  MAX_BROWSERS,
  type Browser,
  type Browsers,
} from '../../../triggers/limits/browsers';

const NOW = 1_700_000_000_000;
const browser = (lastUsedAt: number, expiresAt = NOW + 1): Browser => ({
  publicKey: new Uint8Array(65),
  clientId: 'client',
  browserName: undefined,
  systemName: undefined,
  createdAt: NOW,
  lastUsedAt,
  provedNonceOf: 0,
  expiresAt,
});
const anyBrowsers: fc.Arbitrary<Browsers> = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 4 }),
  fc.tuple(fc.nat(NOW), fc.integer({ min: NOW - 5, max: NOW + 5 })).map((of) => browser(...of)),
  { maxKeys: 30 },
);

test('never more than ten, the new one among them, and no expired one beside it', () => {
  fc.assert(
    fc.property(anyBrowsers, fc.string({ minLength: 1, maxLength: 4 }), (seen, id) => {
      const kept = decideBrowsers(seen, id, browser(NOW));
      expect(Object.keys(kept).length).toBeLessThanOrEqual(MAX_BROWSERS);
      expect(kept[id]).toEqual(browser(NOW));
      expect(Object.values(kept).every(({ expiresAt }) => expiresAt > NOW)).toBe(true);
    }),
  );
});

test('who gives way was not used for longer than any that stays', () => {
  fc.assert(
    fc.property(anyBrowsers, (seen) => {
      const kept = decideBrowsers(seen, 'a new one', browser(NOW));
      const dropped = Object.entries(seen).filter(
        ([id, { expiresAt }]) => expiresAt > NOW && !(id in kept),
      );
      const oldest = Math.min(...Object.values(kept).map(({ lastUsedAt }) => lastUsedAt));
      expect(dropped.every(([, { lastUsedAt }]) => lastUsedAt <= oldest)).toBe(true);
    }),
  );
});

test('the same key again replaces its browser', () => {
  const kept = decideBrowsers({ one: browser(1), two: browser(2) }, 'one', browser(NOW));
  expect(kept).toEqual({ one: browser(NOW), two: browser(2) });
});
