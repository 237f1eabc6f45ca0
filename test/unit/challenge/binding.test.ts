import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { bindingHashOf } from '../../../triggers/challenge/binding';
import { BINDING, newBinding } from '../../../triggers/public-parameters';

test('each new binding is another one, of the required form, with 32 random bytes', () => {
  const bindings = Array.from({ length: 200 }, () => newBinding().binding);
  expect(new Set(bindings).size).toBe(200);
  for (const binding of bindings) {
    expect(binding).toMatch(BINDING.pattern);
    expect(Buffer.from(binding, 'base64url')).toHaveLength(32);
    expect(Buffer.from(binding, 'base64url').toString('base64url')).toBe(binding);
  }
});

test('of a binding its SHA-256 is kept', () => {
  const { binding } = newBinding();
  const hash = Buffer.from(bindingHashOf({ binding }) ?? []).toString('hex');
  expect(hash).toBe(createHash('sha256').update(binding).digest('hex'));
});

test('anything else is no binding', () => {
  const long = fc.string({ minLength: 22, maxLength: 86 });
  const values = fc.oneof(fc.anything(), fc.string(), long);
  fc.assert(
    fc.property(values, (binding) => {
      const isBinding = typeof binding === 'string' && /^[A-Za-z0-9_-]{22,86}$/.test(binding);
      expect(bindingHashOf({ binding } as never) !== undefined).toBe(isBinding);
    }),
  );
  for (const metadata of [undefined, null, {}, { binding: `${'a'.repeat(30)}\n` }]) {
    expect(bindingHashOf(metadata as never)).toBeUndefined();
  }
});
