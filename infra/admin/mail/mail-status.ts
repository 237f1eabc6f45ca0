import type {
  GetAccountCommandOutput,
  GetConfigurationSetCommandOutput,
} from '@aws-sdk/client-sesv2';

/** What Lambda says of the mailer, and SES of the account and the sender, as far as mails depend on it. */
export interface MailFacts {
  sender: string;
  mailer: {
    name: string;
    logGroup: string | undefined;
    /** Undefined if it shares those of the account. */
    reservedConcurrency: number | undefined;
    /** How its stream mappings are, `Enabled` if well. */
    mappings: string[];
  };
  account: Pick<
    GetAccountCommandOutput,
    'EnforcementStatus' | 'ProductionAccessEnabled' | 'SendingEnabled' | 'SendQuota'
  >;
  /** What of SES's identities covers the sender; undefined if there is none. */
  identity: { name: string; verified: boolean } | undefined;
  /** Undefined if it is gone. */
  configurationSet: Pick<GetConfigurationSetCommandOutput, 'SendingOptions'> | undefined;
}

export interface Check {
  name: string;
  /** A note leaves mails as they are; with a problem some or all of them do not go out. */
  level: 'ok' | 'note' | 'problem';
  text: string;
}

type Finding = Omit<Check, 'name'>;
const ok = (text: string): Finding => ({ level: 'ok', text });
const note = (text: string): Finding => ({ level: 'note', text });
const problem = (text: string): Finding => ({ level: 'problem', text });

/** Share of the day's quota from which on it is worth a look. */
const MUCH = 0.8;

/** Whether codes reach SES and SES takes them, and what keeps them from it. */
export function checkMail(facts: MailFacts): Check[] {
  const checks: Record<string, (facts: MailFacts) => Finding> = {
    mailer: checkMailer,
    sending: checkSending,
    standing: checkStanding,
    sandbox: checkSandbox,
    quota: checkQuota,
    sender: checkSender,
    'configuration set': checkConfigurationSet,
  };
  return Object.entries(checks).map(([name, find]) => ({ name, ...find(facts) }));
}

function checkMailer({ mailer }: MailFacts): Finding {
  const { name, logGroup, reservedConcurrency, mappings } = mailer;
  if (reservedConcurrency === 0) return problem(`${name} is stopped: its concurrency is set to 0.`);
  if (mappings.length === 0) return problem(`${name} gets nothing: its stream mapping is gone.`);
  const off = mappings.find((state) => state !== 'Enabled');
  if (off) return problem(`${name} gets nothing: its stream mapping is ${off}.`);
  return ok(`${name} gets what is to be mailed${logGroup ? `; it logs to ${logGroup}` : ''}.`);
}

function checkSending({ account }: MailFacts): Finding {
  return account.SendingEnabled
    ? ok('The account may send.')
    : problem('Sending is paused for the whole account.');
}

function checkStanding({ account: { EnforcementStatus = 'unknown' } }: MailFacts): Finding {
  switch (EnforcementStatus) {
    case 'HEALTHY':
      return ok('SES has nothing against the account.');
    case 'PROBATION':
      return note('SES reviews the account: see the e-mail that AWS sent to its owner.');
    default:
      return problem(`SES has stopped the account (${EnforcementStatus}): answer its review.`);
  }
}

function checkSandbox({ account }: MailFacts): Finding {
  return account.ProductionAccessEnabled
    ? ok('The account is out of the sandbox.')
    : problem('The account is in the sandbox: SES mails verified addresses only.');
}

function checkQuota({ account }: MailFacts): Finding {
  const { Max24HourSend = 0, MaxSendRate = 0, SentLast24Hours = 0 } = account.SendQuota ?? {};
  const text = `${SentLast24Hours} of ${Max24HourSend} mails in 24 hours, at most ${MaxSendRate} a second.`;
  // SES writes -1 for an account without a limit.
  if (Max24HourSend < 0) return ok(`${SentLast24Hours} mails in 24 hours, without a limit.`);
  if (SentLast24Hours >= Max24HourSend) return problem(text);
  return SentLast24Hours >= MUCH * Max24HourSend ? note(text) : ok(text);
}

function checkSender({ sender, identity }: MailFacts): Finding {
  if (!identity) return problem(`SES has no identity that covers ${sender}.`);
  return identity.verified
    ? ok(`${sender} is covered by the identity ${identity.name}.`)
    : problem(`${identity.name} is not verified.`);
}

function checkConfigurationSet({ configurationSet }: MailFacts): Finding {
  if (!configurationSet) return problem('The configuration set is gone: deploy again.');
  return configurationSet.SendingOptions?.SendingEnabled === false
    ? problem('Sending is paused for the configuration set.')
    : ok('It may send.');
}

/** An address and the domains above it, nearest first: any of them may be the identity that covers it. */
export function possibleIdentities(sender: string): string[] {
  const labels = sender.slice(sender.lastIndexOf('@') + 1).split('.');
  return [sender, ...labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'))];
}
