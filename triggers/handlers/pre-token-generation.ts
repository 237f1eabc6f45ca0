import type { PreTokenGenerationTriggerEvent, PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { audit } from '../audit/audit';
import { auditedTrigger } from '../audit/audited-trigger';
import { bindingHashOf } from '../challenge/binding';
import { addClaim, proofFor } from '../challenge/token-claim';
import { chained } from '../runtime/chained';
import { requiredEnv } from '../runtime/environment';
import { CODE_REQUIRED, UserFacingError } from '../runtime/refusal';
import type { Who } from '../runtime/trigger';
import { isKnownUnguarded, isLearntUnguarded } from '../runtime/unguarded-clients';
import { redeemPass, usedCodeThrough } from '../store/tokens';

const claimName = requiredEnv('CLAIM_NAME');
const passBinding = requiredEnv('PASS_BINDING') === 'required';
const refuseRefreshWithoutCode = requiredEnv('REFRESH_WITHOUT_CODE') === 'refuse';
type TokenEvent = PreTokenGenerationTriggerEvent | PreTokenGenerationV2TriggerEvent;

/**
 * The guard: no tokens without the pass that a right code or a remembered browser left, no claim on refresh without
 * a code before.
 */
const guard = auditedTrigger('guard', 'tokens.refused', async (event: TokenEvent, who) => {
  const { clientId } = event.callerContext;
  if (isKnownUnguarded(clientId)) return event;
  const released = await release(event, who);
  if (released) return released;
  if (await isLearntUnguarded(clientId)) return event;
  throw new UserFacingError(CODE_REQUIRED);
});

/** @returns undefined if no code is behind the request */
async function release(event: TokenEvent, who: Who): Promise<TokenEvent | undefined> {
  const { request, triggerSource, userPoolId } = event;
  const { clientId } = event.callerContext;
  const proof = proofFor(triggerSource);
  const { sub } = request.userAttributes ?? {};
  if (proof === 'NO_USER' && !sub) return event;
  if (!sub) return undefined;
  const user = { userPoolId, sub };
  switch (proof) {
    case 'PASS': {
      const bindingHash = passBinding ? bindingHashOf(request.clientMetadata) : undefined;
      if (passBinding && !bindingHash) return undefined;
      const pass = await redeemPass({ user, clientId, bindingHash, now: Date.now() });
      if (!pass) return undefined;
      audit('tokens.released', who);
      return addClaim(event, claimName, pass.codeAt);
    }
    case 'EARLIER_CODE':
      if (await usedCodeThrough(user, clientId)) return addClaim(event, claimName);
      return refuseRefreshWithoutCode ? undefined : event;
    case 'NO_USER':
    case 'NOTHING_HELPS':
      return undefined;
  }
}

export const handler = chained(process.env.OWN_FUNCTION_ARN, claimName, guard);
