import type { MailTemplate } from '../../triggers/mail/message';
import { standardTemplate } from '../../triggers/mail/template';

const standard = standardTemplate('en');

/** A template as an app team would write one: its own words for codes, the standard mail for the rest. */
const template: MailTemplate = (mail) => {
  if (mail.kind !== 'code') return standard(mail);
  if (mail.locales[0] === 'xx') throw new Error(`Out of words for ${mail.code}`);
  const subject = `${mail.code} is your very own code`;
  return { subject, text: `${mail.code}\n`, html: `<p>${mail.code}</p>` };
};

export default template;
