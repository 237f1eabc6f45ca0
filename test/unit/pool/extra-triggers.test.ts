import { attachExtras, detachExtras, type ExtraTriggers } from '../../../infra/pool/extra-triggers';
import type { JsonObject } from '../../../infra/pool/json';

const ours: ExtraTriggers = {
  customMessage: { arn: 'arn:ours-mail', ownFunction: 'arn:own-mail' },
  postConfirmation: { arn: 'arn:ours-reset' },
};
const ses: JsonObject = { EmailConfiguration: { EmailSendingAccount: 'DEVELOPER' } };
const both = { CustomMessage: 'arn:ours-mail', PostConfirmation: 'arn:ours-reset' };
const others = { PreSignUp: 'arn:theirs' };

test.each([
  ['free triggers', {}],
  ['ours already', both],
  ['the own function that ours calls', { CustomMessage: 'arn:own-mail' }],
])('%s: ours is added', (_, config) => {
  expect(attachExtras({ ...others, ...config }, ses, ours)).toEqual({ ...others, ...both });
});

test('a function that is not ours to call stays', () => {
  const config = { CustomMessage: 'arn:theirs', PostConfirmation: 'arn:theirs' };
  expect(attachExtras(config, ses, ours)).toEqual(config);
  expect(attachExtras(config, ses, ours, ['arn:theirs'])).toEqual(both);
});

test.each<[string, JsonObject]>([
  ['sends by its own sender', {}],
  [
    'verifies by a link',
    { ...ses, VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' } },
  ],
])('a pool that %s keeps its own emails', (_, pool) => {
  expect(attachExtras({}, pool, ours)).toEqual({ PostConfirmation: 'arn:ours-reset' });
});

test('taking ours off gives an own function its place back, and leaves the rest alone', () => {
  expect(detachExtras({ ...others, ...both }, ours)).toEqual({
    ...others,
    CustomMessage: 'arn:own-mail',
  });
  const config = { CustomMessage: 'arn:theirs' };
  expect(detachExtras(config, ours)).toEqual(config);
});
