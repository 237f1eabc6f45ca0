/**
 * Any brand colour, made legible: WCAG 2.2 asks for a contrast of 4.5 for text, and links are text in the
 * brand colour, buttons text on it.
 */

type Rgb = readonly [number, number, number];

const CONTRAST = 4.5;
const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
/** Behind links, as in styles/base.css: the lightest and the darkest background that they stand on. */
const LIGHT_PAGE: Rgb = [244, 245, 249];
const DARK_PAGE: Rgb = [24, 28, 41];

/** The accent colours of the page, as CSS colours. */
export interface Accents {
  /** Buttons and links in light mode; text on it is white. */
  light: string;
  /** Buttons and links in dark mode; text on it is dark. */
  dark: string;
}

const parse = (hex: string): Rgb =>
  [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as never;

function luminance(color: Rgb): number {
  const [r, g, b] = color.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio of two colours, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

const mix = (from: Rgb, to: Rgb, share: number): Rgb =>
  from.map((channel, at) => Math.round(channel + ((to[at] ?? 0) - channel) * share)) as never;

/** The colour itself, or the nearest on the way to `end` that is legible on `page`. */
function legible(color: Rgb, page: Rgb, end: Rgb): Rgb {
  const steps = Array.from({ length: 51 }, (_, step) => mix(color, end, step / 50));
  return steps.find((candidate) => contrast(candidate, page) >= CONTRAST) ?? end;
}

/** @param hex `#rrggbb` */
export function accents(hex: string): Accents {
  const brand = parse(hex);
  const css = (color: Rgb) => `rgb(${color.join(' ')})`;
  return {
    light: css(legible(brand, LIGHT_PAGE, BLACK)),
    dark: css(legible(brand, DARK_PAGE, WHITE)),
  };
}

/** Sets the colours for the stylesheet; by script's own interface, which the CSP allows. */
export function applyBrand(hex: string, { style }: HTMLElement = document.documentElement): void {
  const { light, dark } = accents(hex);
  style.setProperty('--accent-light', light);
  style.setProperty('--accent-dark', dark);
}
