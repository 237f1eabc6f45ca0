import type { PreTokenGenerationTriggerEvent, PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { audit } from '../audit/audit';
import { auditedTrigger } from '../audit/audited-trigger';
import { addClaim, needsPass } from '../challenge/token-claim';
import { requiredEnv } from '../runtime/environment';
import { CODE_REQUIRED, UserFacingError } from '../runtime/refusal';
import { redeemPass } from '../store/tokens';

const claimName = requiredEnv('CLAIM_NAME');
const unguardedClientIds = (process.env.UNGUARDED_CLIENT_IDS ?? '').split(',').filter(Boolean);

/** The guard: no tokens without the pass that a right code left. */
export const handler = auditedTrigger(
  'guard',
  'tokens.refused',
  async (event: PreTokenGenerationTriggerEvent | PreTokenGenerationV2TriggerEvent, who) => {
    const { clientId } = event.callerContext;
    if (unguardedClientIds.includes(clientId)) return event;

    const { sub } = event.request.userAttributes;
    if (needsPass(event.triggerSource)) {
      const user = sub ? { userPoolId: event.userPoolId, sub } : undefined;
      if (!user || !(await redeemPass(user, clientId, Date.now()))) {
        throw new UserFacingError(CODE_REQUIRED);
      }
      audit('tokens.released', who);
    }
    return addClaim(event, claimName);
  },
);
