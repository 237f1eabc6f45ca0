import fc from 'fast-check';
import { brandColors, contrast } from '../../../web/src/vue/brand';

const rgb = (css: string) =>
  (css.match(/\d+/g) ?? []).map(Number) as unknown as readonly [number, number, number];
const color = fc
  .integer({ min: 0, max: 0xffffff })
  .map((number) => `#${number.toString(16).padStart(6, '0')}`);

test('any brand colour is legible in both modes, as a link and under text', () => {
  fc.assert(
    fc.property(color, (hex) => {
      const { brand, onBrand, linkLight, linkDark } = brandColors(hex);
      expect(contrast(rgb(onBrand), rgb(brand))).toBeGreaterThanOrEqual(4.5);
      expect(contrast(rgb(linkLight), [244, 245, 249])).toBeGreaterThanOrEqual(4.5);
      expect(contrast(rgb(linkLight), [255, 255, 255])).toBeGreaterThanOrEqual(4.5);
      expect(contrast(rgb(linkDark), [24, 28, 41])).toBeGreaterThanOrEqual(4.5);
      expect(contrast(rgb(linkDark), [16, 19, 29])).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

test('buttons have the brand colour itself, however bright or dark', () => {
  fc.assert(
    fc.property(color, (hex) => {
      const { brand } = brandColors(hex);
      const channels = rgb(brand).map((channel) => channel.toString(16).padStart(2, '0'));
      expect(`#${channels.join('')}`).toBe(hex);
    }),
  );
  expect(brandColors('#ffd500')).toMatchObject({
    brand: 'rgb(255 213 0)',
    onBrand: 'rgb(0 0 0)',
    offBrand: 'rgb(255 255 255)',
  });
});

test('a colour that is legible as it is makes links, too', () => {
  expect(brandColors('#3454d1').linkLight).toBe('rgb(52 84 209)');
});
