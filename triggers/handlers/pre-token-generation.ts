import type { PreTokenGenerationTriggerEvent, PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { audit } from '../audit/audit';
import { auditedTrigger } from '../audit/audited-trigger';
import { bindingHashOf } from '../challenge/binding';
import { addClaim, proofFor } from '../challenge/token-claim';
import { chained } from '../runtime/chained';
import { requiredEnv } from '../runtime/environment';
import { CODE_REQUIRED, UserFacingError } from '../runtime/refusal';
import { redeemPass, usedCodeThrough } from '../store/tokens';

const claimName = requiredEnv('CLAIM_NAME');
const passBinding = requiredEnv('PASS_BINDING') === 'required';
const refuseRefreshWithoutCode = requiredEnv('REFRESH_WITHOUT_CODE') === 'refuse';
const unguardedClientIds = (process.env.UNGUARDED_CLIENT_IDS ?? '').split(',').filter(Boolean);

/** The guard: no tokens without the pass that a right code left, no claim on refresh without a code before. */
const guard = auditedTrigger(
  'guard',
  'tokens.refused',
  async (event: PreTokenGenerationTriggerEvent | PreTokenGenerationV2TriggerEvent, who) => {
    const { request, triggerSource, userPoolId } = event;
    const { clientId } = event.callerContext;
    if (unguardedClientIds.includes(clientId)) return event;

    const proof = proofFor(triggerSource);
    const { sub } = request.userAttributes ?? {};
    if (proof === 'NO_USER' && !sub) return event;
    if (!sub) throw new UserFacingError(CODE_REQUIRED);
    const user = { userPoolId, sub };
    switch (proof) {
      case 'PASS': {
        const bindingHash = passBinding ? bindingHashOf(request.clientMetadata) : undefined;
        const mayRedeem = !passBinding || bindingHash !== undefined;
        if (!mayRedeem || !(await redeemPass({ user, clientId, bindingHash, now: Date.now() }))) {
          throw new UserFacingError(CODE_REQUIRED);
        }
        audit('tokens.released', who);
        return addClaim(event, claimName);
      }
      case 'EARLIER_CODE':
        if (await usedCodeThrough(user, clientId)) return addClaim(event, claimName);
        if (refuseRefreshWithoutCode) throw new UserFacingError(CODE_REQUIRED);
        return event;
      case 'NO_USER':
      case 'NOTHING_HELPS':
        throw new UserFacingError(CODE_REQUIRED);
    }
  },
);

export const handler = chained(process.env.OWN_FUNCTION_ARN, claimName, guard);
