import { fill } from './fill';
import { help, hostOf, pageOf } from './footer';
import { formatDuration, formatTime } from './formats';
import { chooseLanguage, type ChosenLanguage, type LanguageCode } from './languages';
import type { Language } from './languages/language';
import { layOut, type Parts } from './layout';
import type {
  AddressChangedMail,
  BrowserRememberedMail,
  CodeMail,
  LockMail,
  Message,
  PasswordChangedMail,
  SentMail,
} from './message';

/** Codes and notices. @param defaultLocale if no locale is supported */
export function signInTemplate(defaultLocale: LanguageCode): (mail: SentMail) => Message {
  return (mail) => {
    const chosen = chooseLanguage(mail.locales, defaultLocale);
    return layOut(partsOf(mail, chosen), chosen, mail);
  };
}

function partsOf(mail: SentMail, chosen: ChosenLanguage): Parts {
  switch (mail.kind) {
    case 'code':
      return codeParts(mail, chosen);
    case 'lock':
      return lockParts(mail, chosen);
    case 'addressChanged':
      return addressChangedParts(mail, chosen);
    case 'passwordChanged':
      return passwordChangedParts(mail, chosen);
    case 'browserRemembered':
      return browserRememberedParts(mail, chosen);
  }
}

function codeParts(mail: CodeMail, { language, tag }: ChosenLanguage): Parts {
  const { code: texts } = language;
  const values = {
    code: mail.code,
    product: mail.productName,
    lifetime: formatDuration(mail.lifetime, 'minute', tag),
    time: formatTime(mail.requestedAt, tag, mail.timeZone),
    client: clientOf(mail, language.client),
  };
  const requested = values.client ? language.requestedFrom : language.requested;
  return {
    subject: fill(mail.codeInSubject ? texts.subjectWithCode : texts.subject, values),
    preview: fill(texts.preview, values),
    heading: texts.heading,
    intro: [fill(texts.purpose, values)],
    secret: {
      value: mail.code,
      isCode: true,
      expires: fill(language.expires, values),
      notes: [fill(requested, values)],
    },
    sections: [{ heading: texts.notYou, text: [fill(adviceFor(mail, texts), values)] }],
    footer: [
      ...accountAndPage(mail, language),
      ...help(mail, language, isByAdmin(mail) && 'ALWAYS'),
      ...autofill(mail),
    ],
  };
}

function lockParts(mail: LockMail, { language, tag }: ChosenLanguage): Parts {
  const { lock: texts } = language;
  const values = {
    product: mail.productName,
    time: formatTime(mail.lockedUntil, tag, mail.timeZone),
  };
  const subject = fill(texts.subject, values);
  return {
    subject,
    preview: texts.happened,
    heading: subject,
    intro: [texts.happened, fill(texts.until, values)],
    sections: [
      {
        heading: isByAdmin(mail) ? texts.notYouByAdmin : texts.notYou,
        text: [adviceFor(mail, texts)],
      },
    ],
    footer: [...accountAndPage(mail, language), ...help(mail, language, 'ALWAYS')],
  };
}

function addressChangedParts(mail: AddressChangedMail, { language, tag }: ChosenLanguage): Parts {
  const { addressChanged: texts } = language;
  const common = { product: mail.productName, address: mail.newAddress };
  const timeOf = (time: number) => ({ ...common, time: formatTime(time, tag, mail.timeZone) });
  const subject = fill(texts.subject, common);
  const happened = fill(texts.happened, timeOf(mail.changedAt));
  const codesHere =
    mail.codesMoveAt > mail.changedAt ? [fill(texts.codesHere, timeOf(mail.codesMoveAt))] : [];
  return {
    subject,
    preview: happened,
    heading: subject,
    intro: [happened, ...codesHere],
    sections: [
      { heading: texts.notYou, text: [adviceFor(mail, texts), ...help(mail, language, 'ALWAYS')] },
    ],
    footer: pageOf(mail, language),
  };
}

function passwordChangedParts(mail: PasswordChangedMail, chosen: ChosenLanguage): Parts {
  const { language, tag } = chosen;
  const { passwordChanged: texts } = language;
  const values = {
    product: mail.productName,
    time: formatTime(mail.changedAt, tag, mail.timeZone),
  };
  const subject = fill(texts.subject, values);
  const happened = fill(texts.happened, values);
  return {
    subject,
    preview: happened,
    heading: subject,
    intro: [happened],
    sections: [{ heading: texts.notYou, text: [fill(texts.advice, values)] }],
    footer: [...accountAndPage(mail, language), ...help(mail, language, 'ALWAYS')],
  };
}

function browserRememberedParts(
  mail: BrowserRememberedMail,
  { language, tag }: ChosenLanguage,
): Parts {
  const { browserRemembered: texts } = language;
  const { notYou, advice } = language.addressChanged;
  const timeOf = (time: number) => formatTime(time, tag, mail.timeZone);
  const values = {
    product: mail.productName,
    time: timeOf(mail.rememberedAt),
    until: timeOf(mail.rememberedUntil),
    client: clientOf(mail, language.client),
  };
  const subject = fill(texts.subject, values);
  const happened = fill(values.client ? texts.happened : texts.happenedSomewhere, values);
  return {
    subject,
    preview: happened,
    heading: subject,
    intro: [happened, fill(texts.until, values)],
    sections: [{ heading: notYou, text: [advice, ...help(mail, language, 'ALWAYS')] }],
    footer: pageOf(mail, language),
  };
}

const isByAdmin = ({ recovery }: SentMail) => recovery === 'admin';

/** What to do about a password that somebody else knows, by who can reset it. */
const adviceFor = (mail: SentMail, texts: { advice: string; adviceByAdmin: string }) =>
  isByAdmin(mail) ? texts.adviceByAdmin : texts.advice;

/** Browser, system or both, as far as they are known. */
function clientOf(
  { browserName, systemName }: CodeMail | BrowserRememberedMail,
  template: string,
): string {
  if (browserName && systemName)
    return fill(template, { browser: browserName, system: systemName });
  return browserName ?? systemName ?? '';
}

const accountAndPage = (mail: CodeMail | LockMail | PasswordChangedMail, language: Language) => [
  fill(language.account, { account: mail.account }),
  ...pageOf(mail, language),
];

/** The line by which phones fill in the code on the page's domain only; it must be the last one. */
function autofill(mail: CodeMail): string[] {
  const host = hostOf(mail);
  return host.includes('.') ? [fill('{line}', { line: `@${host} #${mail.code}` })] : [];
}
