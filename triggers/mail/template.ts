import { formatMinutes, formatTime } from './formats';
import { chooseLanguage, type ChosenLanguage, type LanguageCode } from './languages';
import { fill, layOut } from './layout';
import type { CodeMail, LockMail, MailTemplate, Message } from './message';

/** The mails unless an app team has a template of its own. @param defaultLocale if no locale is supported */
export function standardTemplate(defaultLocale: LanguageCode): MailTemplate {
  return (mail) => {
    const chosen = chooseLanguage(mail.locales, defaultLocale);
    return mail.kind === 'code' ? codeMessage(mail, chosen) : lockMessage(mail, chosen);
  };
}

function codeMessage(mail: CodeMail, chosen: ChosenLanguage): Message {
  const { language, tag } = chosen;
  const { code: texts, notYou } = language;
  const values = {
    code: mail.code,
    product: mail.productName,
    time: formatTime(mail.requestedAt, tag),
    lifetime: formatMinutes(mail.lifetime, tag),
  };
  return layOut(
    {
      subject: fill(mail.codeInSubject ? texts.subject : texts.subjectWithoutCode, values),
      preview: fill(texts.preview, values),
      code: mail.code,
      paragraphs: [
        { text: fill(texts.purpose, values) },
        { text: fill(texts.lifetime, values) },
        { heading: notYou, text: fill(texts.advice, values) },
      ],
      footer: footer(mail, chosen),
    },
    chosen,
    mail.brandColor,
  );
}

function lockMessage(mail: LockMail, chosen: ChosenLanguage): Message {
  const { lock: texts, notYou } = chosen.language;
  const values = { product: mail.productName, time: formatTime(mail.lockedUntil, chosen.tag) };
  return layOut(
    {
      subject: fill(texts.subject, values),
      preview: fill(texts.preview, values),
      paragraphs: [
        { text: fill(texts.happened, values) },
        { heading: notYou, text: fill(texts.advice, values) },
        { text: fill(texts.wasYou, values) },
      ],
      footer: footer(mail, chosen),
    },
    chosen,
    mail.brandColor,
  );
}

function footer({ supportAddress }: CodeMail | LockMail, { language }: ChosenLanguage): string[] {
  const support = supportAddress ? [fill(language.support, { support: supportAddress })] : [];
  return [...support, language.automatic];
}
