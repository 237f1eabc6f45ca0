/**
 * Makes any brand colour legible. WCAG 2.2 asks for a contrast of 4.5 for text: links are text in the brand
 * colour, buttons have text on it.
 */

type Rgb = readonly [number, number, number];

const CONTRAST = 4.5;
const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
/** Behind links, as in styles/base.css: of each mode the background that is hardest to read on. */
const LIGHT_PAGE: Rgb = [244, 245, 249];
const DARK_PAGE: Rgb = [24, 28, 41];

/** Colours of the page, as CSS colours. */
export interface BrandColors {
  /** Buttons and the mark: the brand colour itself. */
  brand: string;
  /** Text on it, black or white. */
  onBrand: string;
  /** The other one: the brand colour moves towards it when the pointer is over a button. */
  offBrand: string;
  /** Links in light mode and in dark mode. */
  linkLight: string;
  linkDark: string;
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

/** The colour itself, or the nearest one on the way to `end` that is legible on `page`. */
function legible(color: Rgb, page: Rgb, end: Rgb): Rgb {
  const steps = Array.from({ length: 51 }, (_, step) => mix(color, end, step / 50));
  return steps.find((candidate) => contrast(candidate, page) >= CONTRAST) ?? end;
}

/** @param hex `#rrggbb` */
export function brandColors(hex: string): BrandColors {
  const brand = parse(hex);
  const css = (color: Rgb) => `rgb(${color.join(' ')})`;
  // One of the two always has a contrast of 4.5 or more.
  const whiteText = contrast(brand, WHITE) >= CONTRAST;
  return {
    brand: css(brand),
    onBrand: css(whiteText ? WHITE : BLACK),
    offBrand: css(whiteText ? BLACK : WHITE),
    linkLight: css(legible(brand, LIGHT_PAGE, BLACK)),
    linkDark: css(legible(brand, DARK_PAGE, WHITE)),
  };
}

/** The page's own mark: an envelope. */
export const MARK = {
  viewBox: '0 0 32 32',
  path: 'M8 11.5h16v10H8zm.5.5 7.5 6 7.5-6',
};

const favicon = ({ brand, onBrand }: BrandColors): string =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${MARK.viewBox}"><rect width="32" height="32" rx="9" fill="${brand}"/><path d="${MARK.path}" fill="none" stroke="${onBrand}" stroke-width="2" stroke-linejoin="round"/></svg>`,
  )}`;

/** Puts the brand on the document: colours for the stylesheet, favicon and theme colour. */
export function applyBrand(hex: string, logo?: string): void {
  const colors = brandColors(hex);
  // The Content-Security-Policy allows styles that a script sets this way.
  const { style } = document.documentElement;
  style.setProperty('--brand', colors.brand);
  style.setProperty('--on-brand', colors.onBrand);
  style.setProperty('--off-brand', colors.offBrand);
  style.setProperty('--link-light', colors.linkLight);
  style.setProperty('--link-dark', colors.linkDark);
  document.querySelector('link[rel=icon]')?.setAttribute('href', logo ?? favicon(colors));
  document.querySelector('meta[name=theme-color]')?.setAttribute('content', hex);
}
