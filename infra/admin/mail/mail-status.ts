import { findAll, note, ok, problem, type Finding, type Result } from '../../pool/finding';
import type {
  GetAccountCommandOutput,
  GetConfigurationSetCommandOutput,
} from '@aws-sdk/client-sesv2';

/** State of everything that sending depends on. */
export interface MailSetup {
  sender: string;
  mailer: {
    name: string;
    logGroup: string | undefined;
    /** Undefined if it uses the account's unreserved concurrency. */
    reservedConcurrency: number | undefined;
    /** States of its stream mappings; `Enabled` is the normal one. */
    mappings: string[];
  };
  account: Pick<
    GetAccountCommandOutput,
    'EnforcementStatus' | 'ProductionAccessEnabled' | 'SendingEnabled' | 'SendQuota'
  >;
  /** The SES identity that covers the sender, if any. */
  identity: { name: string; verified: boolean } | undefined;
  /** Undefined if it was deleted. */
  configurationSet: Pick<GetConfigurationSetCommandOutput, 'SendingOptions'> | undefined;
}

/** Share of the daily quota at which to warn. */
const HIGH_USE = 0.8;

/** Checks whether email reaches SES and SES accepts it. A problem stops some or all email. */
export function checkMail(setup: MailSetup): Finding[] {
  const checks = {
    mailer: checkMailer,
    sending: checkSending,
    standing: checkStanding,
    sandbox: checkSandbox,
    quota: checkQuota,
    sender: checkSender,
    'configuration set': checkConfigurationSet,
  };
  return findAll(checks, setup);
}

function checkMailer({ mailer }: MailSetup): Result {
  const { name, logGroup, reservedConcurrency, mappings } = mailer;
  if (reservedConcurrency === 0)
    return problem(`${name} is stopped: its reserved concurrency is set to 0.`);
  if (mappings.length === 0)
    return problem(`${name} receives nothing: its stream mapping is missing.`);
  const off = mappings.find((state) => state !== 'Enabled');
  if (off) return problem(`${name} receives nothing: its stream mapping is ${off}.`);
  return ok(`${name} reads the stream${logGroup ? ` and logs to ${logGroup}` : ''}.`);
}

function checkSending({ account }: MailSetup): Result {
  return account.SendingEnabled
    ? ok('The account can send.')
    : problem('Sending is paused for the whole account.');
}

function checkStanding({ account: { EnforcementStatus = 'unknown' } }: MailSetup): Result {
  switch (EnforcementStatus) {
    case 'HEALTHY':
      return ok('The account is in good standing.');
    case 'PROBATION':
      return note('SES is reviewing the account. See the email that AWS sent to its owner.');
    default:
      return problem(`SES has stopped the account (${EnforcementStatus}). Answer its review.`);
  }
}

function checkSandbox({ account }: MailSetup): Result {
  return account.ProductionAccessEnabled
    ? ok('The account is out of the sandbox.')
    : problem('The account is in the sandbox: SES sends to verified addresses only.');
}

function checkQuota({ account }: MailSetup): Result {
  const { Max24HourSend = 0, MaxSendRate = 0, SentLast24Hours = 0 } = account.SendQuota ?? {};
  const text = `${SentLast24Hours} of ${Max24HourSend} emails in 24 hours, at most ${MaxSendRate} a second.`;
  // SES uses -1 for an account without a limit.
  if (Max24HourSend < 0) return ok(`${SentLast24Hours} emails in 24 hours, without a limit.`);
  if (SentLast24Hours >= Max24HourSend) return problem(text);
  return SentLast24Hours >= HIGH_USE * Max24HourSend ? note(text) : ok(text);
}

function checkSender({ sender, identity }: MailSetup): Result {
  if (!identity) return problem(`SES has no identity that covers ${sender}.`);
  return identity.verified
    ? ok(`${sender} is covered by the identity ${identity.name}.`)
    : problem(`${identity.name} is not verified.`);
}

function checkConfigurationSet({ configurationSet }: MailSetup): Result {
  if (!configurationSet) return problem('The configuration set was deleted. Deploy again.');
  return configurationSet.SendingOptions?.SendingEnabled === false
    ? problem('Sending is paused for the configuration set.')
    : ok('The configuration set can send.');
}

/** The identities that can cover an address, nearest first: the address itself and each domain above it. */
export function possibleIdentities(sender: string): string[] {
  const labels = sender.slice(sender.lastIndexOf('@') + 1).split('.');
  return [sender, ...labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'))];
}
