import { Sha256 as Theirs } from '@smithy/core/checksum';
import fc from 'fast-check';
import { Sha256 as Ours } from '../../../triggers/runtime/slim-sdk/sha256';

const text = fc.string({ unit: 'binary' });
const bytes = fc.uint8Array();
const views = fc.oneof(
  bytes,
  bytes.map((all) => all.subarray(1)),
);
const secret = fc.oneof(
  text,
  views,
  bytes.map(({ buffer }) => buffer),
);

// What the SDK signs with: a difference would make AWS refuse every call.
test('hashes and signs as the part of the SDK that it stands in for', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(views), fc.option(secret, { nil: undefined }), async (parts, key) => {
      const results = [];
      for (const Sha256 of [Ours, Theirs]) {
        const hash = new Sha256(key);
        for (const part of parts) hash.update(part);
        const first = await hash.digest();
        hash.reset();
        hash.update(Buffer.from('after'));
        results.push([first, await hash.digest()]);
      }
      expect(results[0]).toEqual(results[1]);
    }),
  );
});
