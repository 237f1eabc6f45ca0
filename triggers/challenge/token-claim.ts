import type { PreTokenGenerationTriggerEvent, PreTokenGenerationV2TriggerEvent } from 'aws-lambda';

type PreTokenEvent = PreTokenGenerationTriggerEvent | PreTokenGenerationV2TriggerEvent;

/**
 * Every way to tokens needs the pass that a right code leaves, except a refresh: its token was issued with
 * one. (Refresh tokens from before the roll-out have to be revoked; the README says how.)
 */
export function needsPass(triggerSource: string): boolean {
  return triggerSource !== 'TokenGeneration_RefreshTokens';
}

/**
 * Puts the claim, value `"true"`, into the ID token, and with the V2 event into the access token as well.
 * There a scope of the same name is added: API Gateway's JWT authorizers can require scopes, not claims.
 */
export function addClaim<Event extends PreTokenEvent>(event: Event, claimName: string): Event {
  const claims = { claimsToAddOrOverride: { [claimName]: 'true' } };
  event.response =
    event.version === '1'
      ? { claimsOverrideDetails: claims }
      : {
          claimsAndScopeOverrideDetails: {
            idTokenGeneration: claims,
            accessTokenGeneration: { ...claims, scopesToAdd: [claimName] },
          },
        };
  return event;
}
