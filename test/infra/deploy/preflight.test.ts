import { preflight } from '../../../infra/deploy/preflight';
import { parseSettings } from '../../../infra/settings/settings';
import { useFakeAws } from './environment';

const aws = useFakeAws();
const target = { account: '123456789012', region: 'eu-central-1' };
const check = (settings: Record<string, string> = {}) =>
  preflight(parseSettings({ sender: 'login@shop.example', ...settings }), target);

const UNVERIFIED =
  'login@shop.example is not verified. SES sends it an email with a link. No code can be sent until you open that link.';
/** Said of every deployment without a verified identity. */
const POOL_MAILS = expect.stringMatching(
  /^Without senderIdentity, Cognito sends .* at most 50 a day\.$/,
);

test('a verified sender in a ready account passes', async () => {
  aws().account.identities = { 'shop.example': true };
  expect(await check({ senderIdentity: 'shop.example' })).toEqual([]);
});

test('the sender of the examples is refused', async () => {
  await expect(check({ sender: 'login@example.com' })).rejects.toThrow(
    'Set the address that sends the codes: npm run deploy -- -c sender=login@your-domain.',
  );
});

test('an account that is not bootstrapped', async () => {
  aws().account.bootstrapped = false;
  await expect(check()).rejects.toThrow(
    'Run npx cdk bootstrap aws://123456789012/eu-central-1 once',
  );
});

test('a sender that SES does not know yet gets a link', async () => {
  expect(await check()).toEqual([UNVERIFIED, POOL_MAILS]);
});

const ownSender = {
  logicalId: 'Sender',
  type: 'AWS::SES::EmailIdentity',
  physicalId: 'login@shop.example',
};

test("the stack's own sender whose link was not opened, and then was", async () => {
  aws().account.stack = [ownSender];
  aws().account.identities = { 'login@shop.example': false };
  expect(await check()).toEqual([UNVERIFIED, POOL_MAILS]);
  aws().account.identities = { 'login@shop.example': true };
  expect(await check()).toEqual([POOL_MAILS]);
});

test('an identity that someone else made can be used, and not made again', async () => {
  aws().account.identities = { 'login@shop.example': true };
  await expect(check()).rejects.toThrow('Use it with -c senderIdentity=login@shop.example');
});

test.each([
  [{}, 'SES has no identity shop.example in eu-central-1'],
  [{ 'shop.example': false }, 'SES has not verified shop.example in eu-central-1'],
])('an identity that does not cover the sender: %j', async (identities, message) => {
  aws().account.identities = identities;
  await expect(check({ senderIdentity: 'shop.example' })).rejects.toThrow(message);
});

test('the sandbox and paused sending are only warnings', async () => {
  Object.assign(aws().account, {
    identities: { 'shop.example': true },
    production: false,
    sending: false,
  });
  expect(await check({ senderIdentity: 'shop.example' })).toEqual([
    expect.stringContaining('SES is in the sandbox in eu-central-1'),
    expect.stringContaining('SES has paused sending for this account'),
  ]);
});

test.each([
  ['1', '2,1', 'Deploy 1,2 first'],
  ['2,1', '2', 'Deploy again in 8 min'],
])('a change of sealing keys that would lose codes: %s to %s', async (keys, wanted, message) => {
  aws().account.sealing = { keys, deployedAgo: 2.5 * 60_000 };
  await expect(check({ sealingKeys: wanted })).rejects.toThrow(message);
  expect(await check({ sealingKeys: keys })).toEqual([UNVERIFIED, POOL_MAILS]);
});

test('a stack recreated from kept resources may start with any key', async () => {
  aws().account.stack = [ownSender];
  expect(await check({ sealingKeys: '2' })).toEqual([UNVERIFIED, POOL_MAILS]);
});
