import type { PreTokenGenerationTriggerEvent, PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { addClaim, needsPass } from '../../../triggers/challenge/token-claim';

test.each([
  'TokenGeneration_Authentication',
  'TokenGeneration_NewPasswordChallenge',
  'TokenGeneration_HostedAuth',
  'TokenGeneration_AuthenticateDevice',
  'TokenGeneration_SomethingNew',
])('%s needs a pass', (triggerSource) => {
  expect(needsPass(triggerSource)).toBe(true);
});

test('a refresh needs none: the token it refreshes was issued with one', () => {
  expect(needsPass('TokenGeneration_RefreshTokens')).toBe(false);
});

test('the V1 event marks the ID token', () => {
  const event = { version: '1', response: {} } as PreTokenGenerationTriggerEvent;
  expect(addClaim(event, 'email_mfa').response).toEqual({
    claimsOverrideDetails: { claimsToAddOrOverride: { email_mfa: 'true' } },
  });
});

test('the V2 event marks both tokens, the access token by claim and by scope', () => {
  const event = { version: '2', response: {} } as PreTokenGenerationV2TriggerEvent;
  const claims = { claimsToAddOrOverride: { email_mfa: 'true' } };
  expect(addClaim(event, 'email_mfa').response).toEqual({
    claimsAndScopeOverrideDetails: {
      idTokenGeneration: claims,
      accessTokenGeneration: { ...claims, scopesToAdd: ['email_mfa'] },
    },
  });
});
