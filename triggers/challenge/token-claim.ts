import type { PreTokenGenerationTriggerEvent, PreTokenGenerationV2TriggerEvent } from 'aws-lambda';

type PreTokenEvent = PreTokenGenerationTriggerEvent | PreTokenGenerationV2TriggerEvent;

/**
 * What a request for tokens has to show. `PASS`: it follows a custom challenge, at once or after the proof of
 * a device that Cognito remembers. `EARLIER_CODE`: it refreshes tokens. `NO_USER`: it is a machine's, with client
 * credentials. `NOTHING_HELPS`: it follows no custom challenge, as with a hosted page or a first password, so no right
 * code can be behind it.
 */
export type TokenProof = 'PASS' | 'EARLIER_CODE' | 'NO_USER' | 'NOTHING_HELPS';

/** Sources that are not known here are refused. */
export function proofFor(triggerSource: string): TokenProof {
  switch (triggerSource) {
    case 'TokenGeneration_Authentication':
    case 'TokenGeneration_AuthenticateDevice':
      return 'PASS';
    case 'TokenGeneration_RefreshTokens':
      return 'EARLIER_CODE';
    case 'TokenGeneration_ClientCredentials':
      return 'NO_USER';
    default:
      return 'NOTHING_HELPS';
  }
}

/** Claim with the time of the code, epoch seconds as text; only in tokens that follow a code. */
export const codeAtClaim = (claimName: string) => `${claimName}_code_at`;

/**
 * Puts the claim, value `"true"`, into the ID token, and with the V2 event into the access token as well.
 * There a scope of the same name is added: API Gateway's JWT authorizers can require scopes, not claims.
 * @param codeAt when the code was entered, epoch milliseconds: a claim of its own, which refreshed tokens lack
 */
export function addClaim<Event extends PreTokenEvent>(
  event: Event,
  claimName: string,
  codeAt?: number,
): Event {
  const claims = {
    claimsToAddOrOverride: {
      [claimName]: 'true',
      ...(codeAt !== undefined && { [codeAtClaim(claimName)]: `${Math.floor(codeAt / 1000)}` }),
    },
  };
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
