import { escapeHtml, isolated, plain } from './fill';
import type { ChosenLanguage } from './languages';
import { BORDER, BOX, INK, MONO, PAGE, SANS, SECONDARY, SHEET, STYLE } from './look';
import type { Message } from './message';

/** The parts of a mail, in reading order. */
export interface Parts {
  subject: string;
  preview: string;
  heading: string;
  /** Sentences above the code. */
  intro: string[];
  /** The code or password, with what it is called if that is not the heading, and notes right below it. */
  secret?: { value: string; isCode: boolean; label?: string; expires?: string; notes: string[] };
  /** What else to know or do. */
  sections: { heading?: string; text: string[] }[];
  /** Small print. */
  footer: string[];
}

interface Brand {
  productName: string;
  brandColor: string;
}

/** Keeps mail programs from filling the preview with the start of the mail. */
const PADDING = '&#847;&zwnj;&nbsp;'.repeat(60);

export function layOut(parts: Parts, { language, tag }: ChosenLanguage, brand: Brand): Message {
  return {
    subject: plain(parts.subject),
    text: plain(textOf(parts)),
    html: page(parts, { tag, direction: language.direction, ...brand }),
  };
}

/** A code comes first, where notifications and previews show it. */
function textOf({ heading, intro, secret, sections, footer }: Parts): string {
  const blocks = [
    ...(secret?.isCode ? [[secret.value]] : [[heading]]),
    intro,
    ...(secret && !secret.isCode ? [[`${secret.label}: ${secret.value}`]] : []),
    [secret?.expires ?? '', ...(secret?.notes ?? [])],
    ...sections.map((section) => [section.heading ?? '', ...section.text]),
    footer,
  ];
  const texts = blocks.map((lines) => lines.filter(Boolean).join('\n'));
  return `${texts.filter(Boolean).join('\n\n')}\n`;
}

interface Look extends Brand {
  tag: string;
  direction: 'ltr' | 'rtl';
}

/**
 * Tables and inline styles, because Outlook ignores margins, padding and widths on other elements. The inline
 * styles alone make a complete, light mail; mail programs that read style elements have the dark colours too.
 * No images and no links: the mail loads nothing.
 */
function page(parts: Parts, look: Look): string {
  const { tag, direction } = look;
  const lang = `lang="${escapeHtml(tag)}" dir="${direction}"`;
  return [
    `<!doctype html><html ${lang}><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
    // Keeps phones from taking the code for a phone number.
    '<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">',
    `<title>${escapeHtml(plain(parts.subject))}</title><style>${STYLE}</style>`,
    `<!--[if mso]><style>*{font-family:Arial,sans-serif!important}</style><![endif]--></head>`,
    `<body class="page" style="margin:0;padding:0;background-color:${PAGE}">`,
    `<div style="display:none;max-height:0;overflow:hidden;mso-hide:all" aria-hidden="true">${escapeHtml(plain(parts.preview))}${PADDING}</div>`,
    table(
      `class="page" ${lang} bgcolor="${PAGE}" style="background-color:${PAGE}"`,
      `<td align="center" class="edge" style="padding:32px 16px">${sheet(parts, look)}</td>`,
    ),
    '</body></html>',
  ].join('');
}

function sheet(parts: Parts, { direction, ...brand }: Look): string {
  const align = direction === 'rtl' ? 'right' : 'left';
  const { heading, intro, secret, sections, footer } = parts;
  const cell = `align="${align}" dir="${direction}"`;
  const card = [
    brandRow(brand, direction),
    `<h1 class="ink" style="margin:0 0 8px;font-size:24px;line-height:1.3;font-weight:650;letter-spacing:-.01em;color:${INK}">${isolated(heading)}</h1>`,
    ...intro.map((text) => paragraph(text, '0 0 8px')),
    secret ? secretBox(secret) : '',
    ...sections.map(section),
  ].join('');
  return table(
    'width="480" align="center" style="width:100%;max-width:480px;border-collapse:separate"',
    `<td ${cell} class="sheet" bgcolor="${SHEET}" style="padding:32px;background-color:${SHEET};border:1px solid ${BORDER};border-radius:12px;text-align:${align};font-family:${SANS}">${card}</td>`,
    `<td ${cell} class="foot" style="padding:20px 33px 0;text-align:${align};font-family:${SANS}">${footer.map(small).join('')}</td>`,
  );
}

/** The product's name beside a square of its colour. */
function brandRow({ productName, brandColor }: Brand, direction: Look['direction']): string {
  const space = direction === 'rtl' ? 'padding:0 10px 0 0' : 'padding:0 0 0 10px';
  return (
    '<table role="presentation" cellspacing="0" cellpadding="0" border="0" style="margin:0 0 24px"><tr>' +
    `<td style="vertical-align:middle"><table role="presentation" cellspacing="0" cellpadding="0" border="0"><tr><td width="16" height="16" bgcolor="${brandColor}" style="width:16px;height:16px;border-radius:4px;background-color:${brandColor};font-size:0;line-height:0">&nbsp;</td></tr></table></td>` +
    `<td class="ink" style="${space};vertical-align:middle;font-family:${SANS};font-size:16px;line-height:1.4;font-weight:600;color:${INK}"><bdi>${escapeHtml(productName)}</bdi></td>` +
    '</tr></table>'
  );
}

/** One run of characters with nothing between them, so that a double click selects all of it. */
function secretBox({ value, label, expires, notes, isCode }: NonNullable<Parts['secret']>): string {
  const size = isCode ? 'font-size:36px;letter-spacing:6px' : 'font-size:20px;letter-spacing:0';
  const title = label
    ? `<p class="soft" style="margin:16px 0 0;font-size:14px;line-height:1.5;font-weight:600;color:${SECONDARY}">${isolated(label)}</p>`
    : '';
  return (
    title +
    table(
      `style="margin:${label ? 4 : 16}px 0 12px;border-collapse:separate"`,
      `<td align="center" class="box" bgcolor="${BOX}" style="padding:20px 8px;background-color:${BOX};border:1px solid ${BORDER};border-radius:8px;text-align:center"><span class="ink ${isCode ? 'secret' : 'password'}" dir="ltr" style="font-family:${MONO};${size};line-height:1.2;font-weight:700;color:${INK};word-break:break-all;-webkit-user-select:all;user-select:all">${escapeHtml(value)}</span></td>`,
    ) +
    (expires
      ? `<p class="ink" style="margin:0 0 2px;font-size:14px;line-height:1.5;font-weight:600;color:${INK}">${isolated(expires)}</p>`
      : '') +
    notes.map(small).join('')
  );
}

function section({ heading, text }: Parts['sections'][number]): string {
  const title = heading
    ? `<h2 class="ink" style="margin:0 0 4px;font-size:16px;line-height:1.5;font-weight:600;color:${INK}">${isolated(heading)}</h2>`
    : '';
  return table(
    'style="margin:24px 0 0"',
    `<td class="rule" style="border-top:1px solid ${BORDER};padding:20px 0 0;font-family:${SANS}">${title}${text.map((line) => paragraph(line, '0 0 8px')).join('')}</td>`,
  );
}

const paragraph = (text: string, margin: string) =>
  `<p class="ink" style="margin:${margin};font-size:16px;line-height:1.5;color:${INK}">${isolated(text)}</p>`;

const small = (text: string) =>
  `<p class="soft" style="margin:0 0 6px;font-size:14px;line-height:1.5;color:${SECONDARY};overflow-wrap:anywhere">${isolated(text)}</p>`;

/** @param attributes with `width`, for Outlook, if it is not the whole width */
const table = (attributes: string, ...rows: string[]) =>
  `<table role="presentation"${attributes.startsWith('width=') ? '' : ' width="100%"'} cellspacing="0" cellpadding="0" border="0" ${attributes}>${rows.map((row) => `<tr>${row}</tr>`).join('')}</table>`;
