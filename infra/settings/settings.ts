/**
 * Every deploy-time setting: its name, unit, default and bounds. Values come from CDK context
 * (`-c codeLength=8`, or `context` in cdk.json). The props of EmailMfa are checked against the same bounds.
 */

import { MAIL_LANGUAGES, type LanguageCode } from '../../triggers/mail/languages';
import { CLAIM_NAME } from './claim-name';
import { integer, list, oneOf, text, type Spec } from './kinds';

export const SETTINGS = {
  codeLength: integer('digits', 6, 6, 10, 'Length of a code.'),
  codeLifetime: integer('minutes', 5, 1, 10, 'How long a code works.'),
  maxAttempts: integer(
    'attempts',
    3,
    1,
    5,
    'Attempts per code. Each is counted before the code is compared.',
  ),
  resendCooldown: integer('seconds', 30, 1, 300, 'Wait before a user can ask for another code.'),
  codesPerHour: integer(
    'codes',
    5,
    1,
    20,
    'Codes per user in any hour that signed nobody in, across all sign-ins. Four times as many in all.',
  ),
  failuresPerDay: integer(
    'failures',
    10,
    3,
    100,
    'Incorrect codes per user in any 24 hours before the account is locked.',
  ),
  lockDuration: integer('hours', 24, 24, 168, 'How long a lock lasts.'),
  passLifetime: integer('seconds', 60, 10, 120, 'Time from the correct code to the tokens.'),
  passBinding: oneOf(
    'required',
    ['required', 'off'],
    'Whether tokens go only to the request that brought the correct code, by a random value of the client. `off` makes every app client that also allows password flows a way round the code.',
  ),
  refreshWithoutCode: oneOf(
    'refuse',
    ['refuse', 'no-claim'],
    'What a refresh gets if the user never entered a code through the app client: nothing, or tokens without the claim.',
  ),
  refreshTokenGrace: text(
    '60',
    '0 to 60 seconds, or off',
    /^(off|[1-5]?\d|60)$/,
    'How long a refresh token of the new pool still works after its first use, which returns the next one. `off`: refresh tokens do not rotate, for apps that refresh with `REFRESH_TOKEN_AUTH`.',
  ),
  addressHold: integer(
    'hours',
    24,
    0,
    168,
    "How long codes still go to the old address after a user's address changed.",
  ),
  rememberBrowser: oneOf(
    'ask',
    ['no', 'ask', 'always'],
    'Whether a browser is remembered after a code, so that it is not asked for another: never, if the person wants it, or always.',
  ),
  rememberDays: integer('days', 30, 1, 90, 'How long a browser is remembered.'),
  rememberNotice: oneOf(
    'yes',
    ['yes', 'no'],
    'Whether an email tells the user when a browser is remembered.',
  ),
  claimName: text(
    'email_mfa',
    '1 to 64 letters, digits or _, and not the name of a standard claim or attribute',
    CLAIM_NAME,
    'Claim in the tokens of a sign-in with a code.',
  ),
  plan: oneOf(
    'LITE',
    ['LITE', 'ESSENTIALS', 'PLUS'],
    'Cognito feature plan. ESSENTIALS and PLUS put the claim into access tokens too.',
  ),
  recovery: oneOf(
    'email',
    ['email', 'admin'],
    'Who resets a forgotten password: the user by email, or an admin.',
  ),
  selfSignUp: oneOf('yes', ['yes', 'no'], 'Whether people can create their own account.'),
  webAcl: text(
    '',
    'ARN of a regional web ACL of AWS WAF',
    /^(arn:[\w-]+:wafv2:[\w-]+:\d{12}:regional\/webacl\/[\w-]{1,128}\/[\w-]{36})?$/,
    'Web ACL that protects the new user pool, for example with rate limits per address. If empty, none.',
  ),
  unguardedClients: list(
    'app client ids',
    /^\w{1,128}$/,
    'App clients of the pool that get tokens without a code.',
  ),
  sender: text(
    'login@example.com',
    'an email address',
    /^[\w.+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/,
    'Address that emails come from.',
  ),
  senderIdentity: text(
    '',
    'an email address or a domain',
    /^([\w.+-]{1,64}@)?([A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)?$/,
    'Verified SES identity that covers the sender. If empty, the stack creates one for the sender.',
  ),
  senderName: text(
    '',
    'up to 64 characters',
    /^[^\p{Cc}"<>@]{0,64}$/u,
    'Name shown with the sender. If empty, the product name.',
  ),
  productName: text(
    'Email MFA',
    '1 to 64 characters',
    /^[^\p{Cc}"<>@]{1,64}$/u,
    'Name of your product on the page and in emails.',
  ),
  brandColor: text(
    '#3454d1',
    '# and six hexadecimal digits',
    /^#[0-9A-Fa-f]{6}$/,
    'Color of buttons and links. The page adjusts it if it would be hard to read.',
  ),
  logo: text(
    '',
    'path of an image in web/public, such as /logo.svg',
    /^(\/[\w.-]+\.(svg|png|webp))?$/,
    'Image next to the product name on the sign-in page. If empty, an envelope.',
  ),
  supportAddress: text(
    '',
    'an email address',
    /^([\w.+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)?$/,
    'Where people who cannot sign in get help. If empty, none is shown.',
  ),
  supportUrl: text(
    '',
    'an https address',
    /^(https:\/\/[^\s"<>]+)?$/,
    'Page where people who cannot sign in get help. The sign-in page links it instead of supportAddress.',
  ),
  pageUrl: text(
    '',
    'an http or https address',
    /^(https?:\/\/[^\s"<>]+)?$/,
    'Address of the sign-in page, for the emails. If empty, the domain, or the address that Amplify Hosting gives.',
  ),
  termsUrl: text(
    '',
    'an https address',
    /^(https:\/\/[^\s"<>]+)?$/,
    'Terms of service that the sign-in page links. If empty, none.',
  ),
  privacyUrl: text(
    '',
    'an https address',
    /^(https:\/\/[^\s"<>]+)?$/,
    'Privacy policy that the sign-in page links. If empty, none.',
  ),
  replyTo: text(
    '',
    'an email address',
    /^([\w.+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)?$/,
    'Where replies to emails go. If empty, to the sender.',
  ),
  codeInSubject: oneOf(
    'yes',
    ['yes', 'no'],
    "Whether the subject contains the code. If so, lock screens and SES's bounce events show it.",
  ),
  defaultLocale: oneOf(
    'en',
    Object.keys(MAIL_LANGUAGES) as LanguageCode[],
    'Language of emails to users whose own language is not available.',
  ),
  mailTemplate: text(
    '',
    'path of a .ts, .mts, .js or .mjs file',
    /^([^\p{Cc}]{1,200}\.m?[jt]s)?$/u,
    'Module whose default export writes the emails, instead of the standard template.',
  ),
  sealingKeys: text(
    '1',
    'a number from 1 to 999, or two that differ: 1,2',
    /^([1-9]\d{0,2})(,(?!\1$)[1-9]\d{0,2})?$/,
    'Numbers of the keys that codes are encrypted with. Change it only [as described](../operations/DATA.md#changing-the-sealing-key).',
  ),
  parallelization: integer(
    'invocations',
    10,
    1,
    10,
    'How many instances of send-code run at once per shard of the stream.',
  ),
  logRetention: oneOf('30', ['7', '30', '90', '180', '365'], 'How many days logs are kept.'),
  auditRetention: oneOf(
    '365',
    ['30', '90', '180', '365', '731', '1827', '3653'],
    'How many days the audit trail is kept.',
  ),
  eventBus: text(
    '',
    'name or ARN of an EventBridge bus',
    /^((arn:[\w-]+:events:[\w-]+:\d{12}:event-bus\/)?[\w./-]{1,256})?$/,
    'Event bus that also receives the audit events. If empty, none.',
  ),
  dashboard: oneOf(
    'yes',
    ['yes', 'no'],
    'Whether there is a CloudWatch dashboard. Beyond three in an account, each costs $3 a month.',
  ),
  alarmTopic: text(
    '',
    'ARN of an SNS topic',
    /^(arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]{1,256})?$/,
    'Topic that [alarms](../operations/README.md) go to. If empty, there are no alarms.',
  ),
  guardWatch: integer(
    'minutes',
    15,
    1,
    60,
    'Time between two checks that the second factor is still on the pool.',
  ),
  guardRepair: oneOf(
    'no',
    ['no', 'yes'],
    'Whether these checks put missing triggers back on the pool.',
  ),
  lockAlarm: integer('users an hour', 10, 1, 100_000, 'How many locked users raise an alarm.'),
  guardAlarm: integer(
    'users an hour',
    50,
    1,
    100_000,
    'How many users who are refused tokens raise an alarm. Each invited user who sets a first password is one.',
  ),
  runbookUrl: text(
    'infra/operations/RUNBOOK.md',
    'an https address',
    /^(https:\/\/\S+|infra\/operations\/RUNBOOK\.md)$/,
    'Runbook that alarms and the dashboard link to.',
  ),
  accountApi: oneOf(
    'yes',
    ['yes', 'no'],
    'Whether there is an HTTPS API for the account page: remembered browsers, recent sign-ins, change of address.',
  ),
  hosting: oneOf('yes', ['yes', 'no'], 'Whether the sign-in page is hosted on Amplify Hosting.'),
  domain: text(
    '',
    'a domain name',
    /^([A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+)?$/,
    'Domain of the sign-in page. If empty, Amplify provides one.',
  ),
  repository: text(
    '',
    'https address of a Git repository',
    /^(https:\/\/[\w.-]+(\/[\w.~-]+)+)?$/,
    'Repository that Amplify builds the sign-in page from on every push. If empty, `npm run deploy` publishes the page.',
  ),
  repositoryBranch: text(
    'main',
    '1 to 100 letters, digits, . _ / or -',
    /^[\w./-]{1,100}$/,
    'Branch of the repository.',
  ),
  repositoryToken: text(
    '',
    'name of a secret in Secrets Manager',
    /^[\w/+=.@-]{0,512}$/,
    "Secret with an access token for the repository's host.",
  ),
  removal: oneOf(
    'retain',
    ['retain', 'destroy'],
    'What happens to the pool, table, keys and audit trail when the stack is deleted.',
  ),
} as const;

type Specs = typeof SETTINGS;
export type SettingName = keyof Specs;
export type Settings = {
  [Name in SettingName]: Specs[Name] extends Spec<infer T> ? T : never;
};

/** A setting is not allowed. The message names the setting, its value and what is allowed. */
export class SettingError extends Error {
  override name = 'SettingError';
}

/**
 * Reads settings from CDK context. Ignores keys with `:` or `@`, which are the CDK's.
 * @throws SettingError if a value is not allowed or there is no setting of that name
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
  const settings = Object.fromEntries(
    names.map((name) => [name, checkSetting(name, context[name])]),
  );
  return checkTogether(settings as Settings);
}

/**
 * The value of a setting, or its default if there is none.
 * @param label how an error names it
 * @throws SettingError if the value is not allowed
 */
export function checkSetting<Name extends SettingName>(
  name: Name,
  raw: unknown,
  label = `Setting ${name}`,
): Settings[Name] {
  const { default: fallback, allowed, parse } = SETTINGS[name];
  const value = raw === undefined ? fallback : parse(String(raw));
  if (value === undefined) {
    throw new SettingError(`${label} is ${JSON.stringify(raw)}; allowed: ${allowed}.`);
  }
  return value as Settings[Name];
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
  if (senderIdentity && !covers(senderIdentity, sender)) {
    throw new SettingError(
      `Setting senderIdentity is ${JSON.stringify(senderIdentity)}; allowed: the sender (${sender}) or its domain.`,
    );
  }
  return settings;
}

/** Whether an SES identity, an address or a domain, lets its owner send from an address; case is ignored. */
export function covers(identity: string, sender: string): boolean {
  const [owner, address] = [identity.toLowerCase(), sender.toLowerCase()];
  return owner === address || address.endsWith(`@${owner}`) || address.endsWith(`.${owner}`);
}
