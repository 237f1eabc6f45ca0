import type { PreTokenGenerationTriggerEvent, PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { addClaim, proofFor } from '../../../triggers/challenge/token-claim';

test.each([
  ['TokenGeneration_Authentication', 'PASS'],
  ['TokenGeneration_AuthenticateDevice', 'PASS'],
  ['TokenGeneration_RefreshTokens', 'EARLIER_CODE'],
  ['TokenGeneration_NewPasswordChallenge', 'NOTHING_HELPS'],
  ['TokenGeneration_HostedAuth', 'NOTHING_HELPS'],
  ['TokenGeneration_ClientCredentials', 'NO_USER'],
  ['TokenGeneration_SomethingNew', 'NOTHING_HELPS'],
  ['', 'NOTHING_HELPS'],
])('%s: %s', (triggerSource, proof) => {
  expect(proofFor(triggerSource)).toBe(proof);
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

test('after a code, both tokens say when it was entered, in whole seconds as text', () => {
  const entered = { email_mfa: 'true', email_mfa_code_at: '1764311900' };
  const v1 = { version: '1', response: {} } as PreTokenGenerationTriggerEvent;
  expect(addClaim(v1, 'email_mfa', 1_764_311_900_999).response).toEqual({
    claimsOverrideDetails: { claimsToAddOrOverride: entered },
  });
  const v2 = { version: '2', response: {} } as PreTokenGenerationV2TriggerEvent;
  expect(addClaim(v2, 'email_mfa', 1_764_311_900_999).response).toMatchObject({
    claimsAndScopeOverrideDetails: {
      idTokenGeneration: { claimsToAddOrOverride: entered },
      accessTokenGeneration: { claimsToAddOrOverride: entered },
    },
  });
});
