import { formatMinutes, formatTime } from './formats';
import { speak, type LanguageCode, type Speech } from './languages';
import { fill, layOut } from './layout';
import type { CodeMail, LockMail, MailTemplate, Message } from './message';

/** The mails as they are unless an app team brings its own template. @param defaultLocale for people who speak none of ours */
export function standardTemplate(defaultLocale: LanguageCode): MailTemplate {
  return (mail) => {
    const speech = speak(mail.locales, defaultLocale);
    return mail.kind === 'code' ? codeMessage(mail, speech) : lockMessage(mail, speech);
  };
}

function codeMessage(mail: CodeMail, speech: Speech): Message {
  const { language, tag } = speech;
  const { code: says, notYou } = language;
  const values = {
    code: mail.code,
    product: mail.productName,
    time: formatTime(mail.requestedAt, tag),
    lifetime: formatMinutes(mail.lifetime, tag),
  };
  return layOut(
    {
      subject: fill(mail.codeInSubject ? says.subject : says.subjectWithoutCode, values),
      preview: fill(says.preview, values),
      code: mail.code,
      paragraphs: [
        { text: fill(says.purpose, values) },
        { text: fill(says.lifetime, values) },
        { heading: notYou, text: fill(says.advice, values) },
      ],
      footer: footer(mail, speech),
    },
    speech,
    mail.brandColor,
  );
}

function lockMessage(mail: LockMail, speech: Speech): Message {
  const { lock: says, notYou } = speech.language;
  const values = { product: mail.productName, time: formatTime(mail.lockedUntil, speech.tag) };
  return layOut(
    {
      subject: fill(says.subject, values),
      preview: fill(says.preview, values),
      paragraphs: [
        { text: fill(says.happened, values) },
        { heading: notYou, text: fill(says.advice, values) },
        { text: fill(says.wasYou, values) },
      ],
      footer: footer(mail, speech),
    },
    speech,
    mail.brandColor,
  );
}

function footer({ supportAddress }: CodeMail | LockMail, { language }: Speech): string[] {
  const support = supportAddress ? [fill(language.support, { support: supportAddress })] : [];
  return [...support, language.automatic];
}
