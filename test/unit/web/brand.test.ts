import fc from 'fast-check';
import { accents, contrast } from '../../../web/src/vue/brand';

const rgb = (css: string) =>
  (css.match(/\d+/g) ?? []).map(Number) as unknown as readonly [number, number, number];
const color = fc
  .integer({ min: 0, max: 0xffffff })
  .map((number) => `#${number.toString(16).padStart(6, '0')}`);

test('any brand colour is legible in both modes, as text and under it', () => {
  fc.assert(
    fc.property(color, (hex) => {
      const { light, dark } = accents(hex);
      expect(contrast(rgb(light), [244, 245, 249])).toBeGreaterThanOrEqual(4.5);
      expect(contrast(rgb(light), [255, 255, 255])).toBeGreaterThanOrEqual(4.5);
      expect(contrast(rgb(dark), [24, 28, 41])).toBeGreaterThanOrEqual(4.5);
      expect(contrast(rgb(dark), [16, 19, 29])).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

test('a colour that is legible as it is stays as it is', () => {
  expect(accents('#3454d1').light).toBe('rgb(52 84 209)');
});
