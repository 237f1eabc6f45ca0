/**
 * Every deploy-time choice: its name, unit, default and bounds. Values come as CDK context
 * (`-c codeLength=8`, or `context` in cdk.json); this is the only place that parses or checks them.
 */

import { LANGUAGES, type LanguageCode } from '../../triggers/mail/languages';
import { CLAIM_NAME } from './claim-name';
import { integer, list, oneOf, text, type Spec } from './kinds';

export const SETTINGS = {
  codeLength: integer('digits', 6, 6, 10, 'length of a code'),
  codeLifetime: integer('minutes', 5, 1, 10, 'how long a code works'),
  maxAttempts: integer('attempts', 3, 1, 5, 'answers per code, counted before they are compared'),
  resendCooldown: integer('seconds', 30, 1, 300, 'wait before another code can be asked for'),
  codesPerHour: integer('codes', 5, 1, 20, 'codes per user in any hour, over all sign-ins'),
  failuresPerDay: integer('failures', 10, 3, 100, 'wrong codes per user in any 24 h before a lock'),
  lockDuration: integer('hours', 24, 24, 168, 'how long a locked user gets no code'),
  passLifetime: integer('seconds', 60, 10, 120, 'time from the right code to the tokens'),
  claimName: text(
    'email_mfa',
    '1 to 64 letters, digits or _, and no name that tokens or users have already',
    CLAIM_NAME,
    'claim in the tokens of a sign-in with a code',
  ),
  plan: oneOf(
    'LITE',
    ['LITE', 'ESSENTIALS', 'PLUS'],
    'Cognito feature plan; all but LITE put the claim in access tokens too',
  ),
  recovery: oneOf(
    'email',
    ['email', 'admin'],
    'who resets a forgotten password: the user by e-mail, or an admin',
  ),
  selfSignUp: oneOf('yes', ['yes', 'no'], 'whether people can sign up by themselves'),
  unguardedClients: list(
    'app client ids',
    /^\w{1,128}$/,
    'app clients of the pool that get tokens without a code',
  ),
  sender: text(
    'login@example.com',
    'an e-mail address',
    /^[\w.+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/,
    'address that codes are mailed from',
  ),
  senderIdentity: text(
    '',
    'an e-mail address or a domain',
    /^([\w.+-]{1,64}@)?([A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)?$/,
    'identity verified in SES that covers the sender; empty: the stack makes one of the sender',
  ),
  senderName: text(
    '',
    'up to 64 characters',
    /^[^\p{Cc}"<>@]{0,64}$/u,
    'name beside that address; empty: the product name',
  ),
  productName: text(
    'Email MFA',
    '1 to 64 characters',
    /^[^\p{Cc}"<>@]{1,64}$/u,
    'your product, as users know it',
  ),
  brandColor: text(
    '#3454d1',
    '# and six hexadecimal digits',
    /^#[0-9A-Fa-f]{6}$/,
    'colour of buttons and links; the page adjusts it where it would be hard to read',
  ),
  logo: text(
    '',
    'path of an image in web/public, such as /logo.svg',
    /^(\/[\w.-]+\.(svg|png|webp))?$/,
    'picture beside the product name on the sign-in page; empty: an envelope',
  ),
  supportAddress: text(
    '',
    'an e-mail address',
    /^([\w.+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)?$/,
    'where people who can not sign in find help; empty: none is named',
  ),
  replyTo: text(
    '',
    'an e-mail address',
    /^([\w.+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)?$/,
    'where answers to the mails go; empty: to the sender',
  ),
  codeInSubject: oneOf(
    'yes',
    ['yes', 'no'],
    "whether the mail's subject holds the code, as locked screens and SES's events then do",
  ),
  defaultLocale: oneOf(
    'en',
    Object.keys(LANGUAGES) as LanguageCode[],
    'language of mails to people who speak none of the others',
  ),
  mailTemplate: text(
    '',
    'path of a .ts, .mts, .js or .mjs file',
    /^([^\p{Cc}]{1,200}\.m?[jt]s)?$/u,
    'module whose default export makes the mails, in place of the standard ones',
  ),
  sealingKeys: text(
    '1',
    'a number from 1 to 999, or two that differ: 1,2',
    /^([1-9]\d{0,2})(,(?!\1$)[1-9]\d{0,2})?$/,
    'keys of sealed codes: the first seals, both open; change it by rotating only',
  ),
  parallelization: integer('invocations', 10, 1, 10, 'mailers at work per shard of the stream'),
  logRetention: oneOf('30', ['7', '30', '90', '180', '365'], 'days that logs are kept'),
  auditRetention: oneOf(
    '365',
    ['30', '90', '180', '365', '731', '1827', '3653'],
    'days that the audit trail is kept',
  ),
  eventBus: text(
    '',
    'name or ARN of an EventBridge bus',
    /^((arn:[\w-]+:events:[\w-]+:\d{12}:event-bus\/)?[\w./-]{1,256}|\S*\$\{Token\[[\w:.-]+\]\}\S*)?$/,
    'bus that audit events are put on, too; empty: none',
  ),
  dashboard: oneOf('yes', ['yes', 'no'], 'whether there is a CloudWatch dashboard'),
  alarmTopic: text(
    '',
    'ARN of an SNS topic',
    /^(arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]{1,256}|\S*\$\{Token\[[\w:.-]+\]\}\S*)?$/,
    'topic that alarms go to; empty: there are no alarms',
  ),
  lockAlarm: integer('locks an hour', 10, 1, 100_000, 'so many locked users raise an alarm'),
  guardAlarm: integer('refusals an hour', 50, 1, 100_000, "guard's refusals that raise an alarm"),
  runbookUrl: text(
    'infra/operations/RUNBOOK.md',
    'an https address',
    /^(https:\/\/\S+|infra\/operations\/RUNBOOK\.md)$/,
    'runbook that alarms and dashboard link to',
  ),
  hosting: oneOf('yes', ['yes', 'no'], 'whether the sign-in page is hosted on Amplify Hosting'),
  domain: text(
    '',
    'a domain name',
    /^([A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+)?$/,
    "domain of the sign-in page; empty: one of Amplify's",
  ),
  repository: text(
    '',
    'https address of a Git repository',
    /^(https:\/\/[\w.-]+(\/[\w.~-]+)+)?$/,
    'where Amplify builds the sign-in page from on every push; empty: npm run deploy publishes it',
  ),
  repositoryBranch: text(
    'main',
    '1 to 100 letters, digits, . _ / or -',
    /^[\w./-]{1,100}$/,
    'branch of that repository',
  ),
  repositoryToken: text(
    '',
    'name of a secret in Secrets Manager',
    /^[\w/+=.@-]{0,512}$/,
    "secret that holds an access token of that repository's host",
  ),
  removal: oneOf(
    'retain',
    ['retain', 'destroy'],
    'what becomes of pool, table, key and audit trail when the stack is deleted',
  ),
} as const;

type Specs = typeof SETTINGS;
export type SettingName = keyof Specs;
export type Settings = {
  [Name in SettingName]: Specs[Name] extends Spec<infer T> ? T : never;
};

/** The settings of the second factor itself; the others are those of the new user pool and the web app. */
export type MfaSettings = Omit<
  Settings,
  | 'recovery'
  | 'selfSignUp'
  | 'logo'
  | 'mailTemplate'
  | 'hosting'
  | 'domain'
  | 'repository'
  | 'repositoryBranch'
  | 'repositoryToken'
>;

/** A setting that is not allowed; the message names it, its value and what is allowed. */
export class SettingError extends Error {
  override name = 'SettingError';
}

/**
 * Settings from CDK context, or from a construct's properties. Keys with `:` or `@` are the CDK's own and are passed over.
 * @throws SettingError for a value out of bounds and for a name that is no setting
 */
export function parseSettings(context: Record<string, unknown>): Settings {
  const names = Object.keys(SETTINGS) as SettingName[];
  const unknown = Object.keys(context).filter(
    (key) => !/[:@]/.test(key) && !(names as string[]).includes(key),
  );
  if (unknown.length > 0) {
    throw new SettingError(
      `There is no setting ${unknown.join(', ')}. Settings are: ${names.join(', ')}.`,
    );
  }
  const settings = Object.fromEntries(names.map((name) => [name, parse(name, context[name])]));
  return checkTogether(settings as Settings);
}

function parse(name: SettingName, raw: unknown) {
  const { default: fallback, allowed, parse: parseRaw } = SETTINGS[name];
  if (raw === undefined) return fallback;
  const value = parseRaw(String(raw));
  if (value === undefined) {
    throw new SettingError(`Setting ${name} is ${JSON.stringify(raw)}; allowed: ${allowed}.`);
  }
  return value;
}

function checkTogether(settings: Settings): Settings {
  if (Boolean(settings.repository) !== Boolean(settings.repositoryToken)) {
    throw new SettingError(
      'Settings repository and repositoryToken go together: give both or none.',
    );
  }
  if (settings.failuresPerDay < settings.maxAttempts) {
    throw new SettingError(
      `Setting failuresPerDay is ${settings.failuresPerDay}; allowed: at least maxAttempts (${settings.maxAttempts}).`,
    );
  }
  const { sender, senderIdentity } = settings;
  const covers = (identity: string) =>
    identity === sender || sender.endsWith(`@${identity}`) || sender.endsWith(`.${identity}`);
  if (senderIdentity && !covers(senderIdentity)) {
    throw new SettingError(
      `Setting senderIdentity is ${JSON.stringify(senderIdentity)}; allowed: the sender (${sender}) or its domain.`,
    );
  }
  return settings;
}
