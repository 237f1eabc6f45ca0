import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS_README, shownDefault, withReference } from '../../infra/settings/reference';
import { parseSettings, SETTINGS, type SettingName } from '../../infra/settings/settings';

const WEB_ACL =
  'arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/limits/01234567-89ab-cdef-0123-456789abcdef';

test('without any context every setting has its default', () => {
  const defaults = Object.fromEntries(
    Object.entries(SETTINGS).map(([name, { default: value }]) => [name, value]),
  );
  expect(parseSettings({})).toEqual(defaults);
});

test('values may be strings, or numbers from cdk.json', () => {
  expect(parseSettings({ codeLength: '8', codeLifetime: 2 })).toMatchObject({
    codeLength: 8,
    codeLifetime: 2,
  });
});

test.each([
  ['codeLength', '5', '6 to 10 digits'],
  ['codeLength', '11', '6 to 10 digits'],
  ['codeLength', '6.5', '6 to 10 digits'],
  ['codeLength', '', '6 to 10 digits'],
  ['codeLifetime', '11', '1 to 10 minutes'],
  ['maxAttempts', '0', '1 to 5 attempts'],
  ['resendCooldown', '-1', '1 to 300 seconds'],
  ['failuresPerDay', '101', '3 to 100 failures'],
  ['lockDuration', '23', '24 to 168 hours'],
  ['plan', 'lite', 'LITE, ESSENTIALS, PLUS'],
  ['sender', 'Login <login@example.com>', 'an email address'],
  ['sender', 'login@example.com\nBcc: x@example.com', 'an email address'],
  ['productName', 'Shop\r\nBcc: x', '1 to 64 characters'],
  ['claimName', 'cognito:username', 'not the name of a standard claim'],
  ['claimName', 'nickname', 'not the name of a standard claim'],
  ['claimName', 'email_verified', 'not the name of a standard claim'],
  ['unguardedClients', 'one,,two', 'app client ids'],
  ['alarmTopic', 'pages', 'ARN of an SNS topic'],
  ['alarmTopic', 'arn:aws:sns:eu-central-1:111122223333:pages.fifo', 'ARN of an SNS topic'],
  ['lockAlarm', '0', '1 to 100000 users an hour'],
  ['guardAlarm', '1000000', '1 to 100000 users an hour'],
  ['runbookUrl', 'http://example.com/runbook', 'an https address'],
  ['dashboard', 'no thanks', 'yes, no'],
  ['passBinding', 'no', 'required, off'],
  ['refreshWithoutCode', 'allow', 'refuse, no-claim'],
  ['addressHold', '169', '0 to 168 hours'],
  ['guardWatch', '0', '1 to 60 minutes'],
  ['guardWatch', '61', '1 to 60 minutes'],
  ['guardRepair', 'true', 'no, yes'],
  ['webAcl', 'limits', 'ARN of a regional web ACL'],
  ['webAcl', WEB_ACL.replace('regional', 'global'), 'ARN of a regional web ACL'],
  ['pageUrl', 'javascript:alert(1)', 'an http or https address'],
  ['pageUrl', 'https://a.example/"><b>', 'an http or https address'],
])('%s=%j stops with its name, the value and what is allowed', (name, value, allowed) => {
  const act = () => parseSettings({ [name]: value });
  expect(act).toThrow(`Setting ${name} is ${JSON.stringify(value)}; allowed: `);
  expect(act).toThrow(allowed);
});

test.each([
  ['passBinding', 'off'],
  ['refreshWithoutCode', 'no-claim'],
  ['guardRepair', 'yes'],
  ['webAcl', WEB_ACL],
  ['pageUrl', 'http://localhost:3000/'],
  ['pageUrl', 'https://login.example.com/'],
])('%s=%j is allowed', (name, value) => {
  expect(parseSettings({ [name]: value })).toMatchObject({ [name]: value });
});

// Fails if a default changes: whoever deploys without a setting gets the safe choice.
test('no default is the weaker choice', () => {
  expect(parseSettings({})).toMatchObject({
    passBinding: 'required',
    refreshWithoutCode: 'refuse',
    addressHold: 24,
    guardWatch: 15,
    guardRepair: 'no',
    unguardedClients: [],
  });
});

test('a misspelt setting is refused', () => {
  expect(() => parseSettings({ codeLenght: '8' })).toThrow('There is no setting codeLenght');
});

test("the CDK's own context keys are ignored", () => {
  expect(() => parseSettings({ '@aws-cdk/core:x': true, 'aws:cdk:y': 1 })).not.toThrow();
});

test('fewer failures per day than attempts per code are refused', () => {
  expect(() => parseSettings({ failuresPerDay: '3', maxAttempts: '4' })).toThrow(
    'Setting failuresPerDay is 3; allowed: at least maxAttempts (4).',
  );
});

test('infra/settings/README.md holds the current reference (npm run docs:settings writes it)', () => {
  const readme = readFileSync(SETTINGS_README, 'utf8');
  expect(readme).toBe(withReference(readme));
});

test("the settings in the README have the settings' defaults", () => {
  const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');
  const rows = [...readme.matchAll(/^\| `(\w+)` +\| (\S+|`[^`]+`) +\|/gm)];
  expect(rows).toHaveLength(8);
  for (const [, name, shown] of rows) {
    expect([name, shown]).toEqual([name, shownDefault(SETTINGS[name as SettingName])]);
  }
});
