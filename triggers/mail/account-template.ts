import { fill } from './fill';
import { help, pageOf } from './footer';
import { formatDuration } from './formats';
import { ACCOUNT_TEXTS, chooseLanguage, type ChosenLanguage, type LanguageCode } from './languages';
import { layOut, type Parts } from './layout';
import type { AccountCodeMail, CognitoMail, InvitationMail, Message } from './message';

/** Cognito's own mails. @param defaultLocale if no locale is supported */
export function accountTemplate(defaultLocale: LanguageCode): (mail: CognitoMail) => Message {
  return (mail) => {
    const chosen = chooseLanguage(mail.locales, defaultLocale);
    const parts =
      mail.kind === 'invitation' ? invitationParts(mail, chosen) : accountCodeParts(mail, chosen);
    return layOut(parts, chosen, mail);
  };
}

function accountCodeParts(mail: AccountCodeMail, { code, language, tag }: ChosenLanguage): Parts {
  const texts = ACCOUNT_TEXTS[code][mail.kind];
  const values = {
    product: mail.productName,
    lifetime: formatDuration(mail.lifetime, 'hour', tag),
  };
  const purpose = fill(texts.purpose, values);
  return {
    subject: fill(texts.subject, values),
    preview: purpose,
    heading: texts.heading,
    intro: [purpose],
    secret: { value: mail.code, isCode: true, expires: fill(language.expires, values), notes: [] },
    sections: [{ heading: texts.notYou, text: [texts.advice] }],
    footer: [...pageOf(mail, language), ...help(mail, language)],
  };
}

function invitationParts(mail: InvitationMail, { code, language }: ChosenLanguage): Parts {
  const { invitation: texts } = ACCOUNT_TEXTS[code];
  const values = {
    product: mail.productName,
    url: mail.pageUrl?.replace(/\/$/, '') ?? '',
    username: mail.username,
  };
  const subject = fill(texts.subject, values);
  return {
    subject,
    preview: texts.purpose,
    heading: subject,
    intro: [
      texts.purpose,
      ...(mail.pageUrl ? [fill(texts.page, values)] : []),
      fill(texts.username, values),
    ],
    secret: {
      value: mail.temporaryPassword,
      label: texts.password,
      isCode: false,
      notes: [],
    },
    sections: [{ heading: fill(texts.notYou, values), text: [texts.advice] }],
    footer: help(mail, language, 'ALWAYS'),
  };
}
