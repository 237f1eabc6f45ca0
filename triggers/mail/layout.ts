import type { ChosenLanguage } from './languages';
import type { Message } from './message';

/** The parts of a mail, in reading order. */
export interface Parts {
  subject: string;
  preview: string;
  code?: string;
  paragraphs: Paragraph[];
  /** Small print. */
  footer: string[];
}

export interface Paragraph {
  heading?: string;
  text: string;
}

const SANS = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const MONO = "ui-monospace,SFMono-Regular,Menlo,Consolas,'Courier New',monospace";

/**
 * Dark colours for mail programs that read style elements. For all others the inline styles make a complete,
 * light mail. It has no images and no links, and loads nothing.
 */
const DARK =
  ':root{color-scheme:light dark;supported-color-schemes:light dark}' +
  '@media (prefers-color-scheme:dark){' +
  '.page{background-color:#10131d!important}.sheet{background-color:#181c29!important}' +
  '.text{color:#eceef5!important}.small{color:#aab0c4!important}' +
  '.code{background-color:#232838!important;color:#ffffff!important}}';

/** Keeps mail programs from filling the preview with the start of the mail, which is the code. */
const PADDING = '&#847;&zwnj;&nbsp;'.repeat(60);

export function layOut(
  parts: Parts,
  { language, tag }: ChosenLanguage,
  brandColor: string,
): Message {
  const { code, paragraphs, footer } = parts;
  const blocks = paragraphs.map(({ heading, text }) => (heading ? `${heading}\n${text}` : text));
  return {
    subject: plain(parts.subject),
    text: plain(`${[...(code ? [code] : []), ...blocks, footer.join('\n')].join('\n\n')}\n`),
    html: page(parts, { tag, direction: language.direction, brandColor }),
  };
}

interface Look {
  tag: string;
  direction: 'ltr' | 'rtl';
  brandColor: string;
}

/** A table cell has the padding, because Outlook ignores it on other elements. */
function page(parts: Parts, { tag, direction, brandColor }: Look): string {
  const align = direction === 'rtl' ? 'right' : 'left';
  return [
    `<!doctype html><html lang="${escapeHtml(tag)}" dir="${direction}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
    // Keeps phones from taking the code for a phone number.
    '<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">',
    `<title>${escapeHtml(plain(parts.subject))}</title><style>${DARK}</style></head>`,
    '<body class="page" style="margin:0;padding:0;background-color:#f4f5f9">',
    `<div style="display:none;max-height:0;overflow:hidden;mso-hide:all" aria-hidden="true">${escapeHtml(plain(parts.preview))}${PADDING}</div>`,
    `<div class="page" dir="${direction}" lang="${escapeHtml(tag)}" style="background-color:#f4f5f9">`,
    '<table role="presentation" width="100%" cellspacing="0" cellpadding="0" border="0" style="max-width:520px;margin:0 auto"><tr>',
    `<td class="sheet" align="${align}" style="padding:24px 20px;background-color:#ffffff;border-top:4px solid ${brandColor};text-align:${align};font-family:${SANS}">`,
    parts.code ? codeBlock(parts.code) : '',
    ...parts.paragraphs.map(paragraph),
    ...parts.footer.map(
      (line) =>
        `<p class="small" style="margin:16px 0 0;font-size:14px;line-height:1.5;color:#5a6178">${isolated(line)}</p>`,
    ),
    '</td></tr></table></div></body></html>',
  ].join('');
}

/** One run of digits with nothing between them, so that a double click selects all of it. */
const codeBlock = (code: string) =>
  '<p style="margin:0 0 24px">' +
  `<span class="code" dir="ltr" style="display:inline-block;padding:12px 16px;border-radius:8px;background-color:#eef0f7;color:#171b2c;font:700 32px/1.2 ${MONO};letter-spacing:3px;-webkit-user-select:all;user-select:all">${escapeHtml(code)}</span></p>`;

function paragraph({ heading, text }: Paragraph): string {
  const title = heading
    ? `<h2 class="text" style="margin:24px 0 4px;font-size:16px;line-height:1.5;font-weight:700;color:#171b2c">${escapeHtml(heading)}</h2>`
    : '';
  const space = heading ? '0 0 16px' : '0 0 12px';
  return `${title}<p class="text" style="margin:${space};font-size:16px;line-height:1.5;color:#171b2c">${isolated(text)}</p>`;
}

const OPEN = '\u2068';
const CLOSE = '\u2069';

/** Fills in `{name}`. Marks keep its own direction of writing, as of a Latin name in an Arabic sentence. */
export function fill(template: string, values: Record<string, string>): string {
  return template.replace(
    /\{(\w+)\}/g,
    (_, name: string) => OPEN + plain(values[name] ?? '') + CLOSE,
  );
}

/** Removes the marks, which not every mail program knows in subjects and plain text. */
const plain = (text: string) => text.replaceAll(OPEN, '').replaceAll(CLOSE, '');

const isolated = (text: string) =>
  escapeHtml(text).replaceAll(OPEN, '<bdi>').replaceAll(CLOSE, '</bdi>');

export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] as string);
}
