/** What a mail says, whichever the reason; subject without line breaks, both bodies complete in themselves. */
export interface Message {
  subject: string;
  text: string;
  html: string;
}

export interface CodeMail {
  productName: string;
  code: string;
  /** Minutes the code still works, rounded down, at least 1. */
  minutesLeft: number;
}

export function codeMessage({ productName, code, minutesLeft }: CodeMail): Message {
  const minutes = minutesLeft === 1 ? '1 minute' : `${minutesLeft} minutes`;
  return message(`${code} is your ${productName} code`, code, [
    `Enter this code to finish signing in to ${productName}. It works once, for ${minutes}, and only where you asked for it.`,
    'Was that not you? Then someone knows your password. Change it now, and give this code to nobody.',
  ]);
}

export interface LockMail {
  productName: string;
  /** Epoch milliseconds. */
  lockedUntil: number;
}

export function lockMessage({ productName, lockedUntil }: LockMail): Message {
  const until = `${new Date(lockedUntil).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return message(`Signing in to ${productName} is locked`, undefined, [
    `Someone entered your ${productName} password and then too many wrong codes. Nobody got in. No codes are sent until ${until}.`,
    'If that was not you, someone knows your password: change it now, also wherever else you use it.',
    'If it was you and you cannot wait, ask an administrator to unlock your account.',
  ]);
}

function message(subject: string, code: string | undefined, paragraphs: string[]): Message {
  return {
    subject,
    text: [...(code ? [code] : []), ...paragraphs].join('\n\n') + '\n',
    html: htmlPage(subject, code, paragraphs),
  };
}

function htmlPage(title: string, code: string | undefined, paragraphs: string[]): string {
  const body = paragraphs
    .map((paragraph) => `<p style="margin:0 0 16px">${escapeHtml(paragraph)}</p>`)
    .join('');
  const codeBlock = code
    ? `<p style="margin:0 0 24px;font:700 34px/1.2 ui-monospace,Menlo,Consolas,monospace;letter-spacing:4px">${escapeHtml(code)}</p>`
    : '';
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width">` +
    `<meta name="color-scheme" content="light dark"><title>${escapeHtml(title)}</title></head>` +
    `<body style="margin:0;padding:24px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif">` +
    `<div style="max-width:480px;margin:0 auto">${codeBlock}${body}</div></body></html>`
  );
}

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
