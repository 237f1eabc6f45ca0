import { fill } from './fill';
import { formatDuration, formatTime } from './formats';
import { chooseLanguage, type ChosenLanguage, type LanguageCode } from './languages';
import { layOut, type Parts } from './layout';
import type {
  AccountCodeMail,
  AddressChangedMail,
  CodeMail,
  InvitationMail,
  LockMail,
  Mail,
  MailTemplate,
} from './message';

/** The mails unless an app team has a template of its own. @param defaultLocale if no locale is supported */
export function standardTemplate(defaultLocale: LanguageCode): MailTemplate {
  return (mail) => {
    const chosen = chooseLanguage(mail.locales, defaultLocale);
    return layOut(partsOf(mail, chosen), chosen, mail);
  };
}

function partsOf(mail: Mail, chosen: ChosenLanguage): Parts {
  switch (mail.kind) {
    case 'code':
      return codeParts(mail, chosen);
    case 'lock':
      return lockParts(mail, chosen);
    case 'addressChanged':
      return addressChangedParts(mail, chosen);
    case 'invitation':
      return invitationParts(mail, chosen);
    default:
      return accountCodeParts(mail, chosen);
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
    sections: [{ heading: texts.notYou, text: [fill(texts.advice, values)] }],
    footer: [...accountAndPage(mail, language), ...help(mail, language), ...autofill(mail)],
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
    sections: [{ heading: texts.notYou, text: [texts.advice] }],
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
    sections: [{ heading: texts.notYou, text: [texts.advice, ...help(mail, language, 'ALWAYS')] }],
    footer: pageOf(mail, language),
  };
}

function accountCodeParts(mail: AccountCodeMail, { language, tag }: ChosenLanguage): Parts {
  const texts = language[mail.kind];
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

function invitationParts(mail: InvitationMail, { language }: ChosenLanguage): Parts {
  const { invitation: texts } = language;
  const values = {
    product: mail.productName,
    url: mail.pageUrl ?? '',
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

type Texts = ChosenLanguage['language'];

/** Browser, system or both, as far as they are known. */
function clientOf({ browserName, systemName }: CodeMail, template: string): string {
  if (browserName && systemName)
    return fill(template, { browser: browserName, system: systemName });
  return browserName ?? systemName ?? '';
}

const accountAndPage = (mail: CodeMail | LockMail, language: Texts) => [
  fill(language.account, { account: mail.account }),
  ...pageOf(mail, language),
];

const hostOf = ({ pageUrl }: Mail) => (pageUrl ? new URL(pageUrl).hostname : '');

function pageOf(mail: Mail, language: Texts): string[] {
  const host = hostOf(mail);
  return host ? [fill(language.page, { host })] : [];
}

/** Whom to ask. Without a support address that is the administrator, whom only some mails name. */
function help({ supportAddress }: Mail, language: Texts, when?: 'ALWAYS'): string[] {
  if (supportAddress) return [fill(language.help, { support: supportAddress })];
  return when ? [language.helpWithoutSupport] : [];
}

/** The line by which phones fill in the code on the page's domain only; it must be the last one. */
function autofill(mail: CodeMail): string[] {
  const host = hostOf(mail);
  return host.includes('.') ? [`@${host} #${mail.code}`] : [];
}
