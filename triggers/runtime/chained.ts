import { audit } from '../audit/audit';
import { errorFields } from '../audit/log';
import { count } from '../audit/metrics';
import { mergeClaims, type TokenResponse } from '../challenge/merge-claims';
import { FunctionError } from './invoke-function';
import { responseOfOwn } from './own-function';
import { UNAVAILABLE, UserFacingError } from './refusal';
import type { TriggerEvent } from './trigger';

/**
 * Runs the guard, and then the app's own PreTokenGeneration function if there is one, with the event as Cognito
 * sent it. Its claims are added; ours are set last. If it fails, there are no tokens.
 * @returns a trigger that throws FunctionError with the function's own error, as if Cognito had called it
 */
export function chained<Event extends TriggerEvent & { response: object }>(
  functionArn: string | undefined,
  claimName: string,
  guard: (event: Event) => Promise<Event>,
): (event: Event) => Promise<Event> {
  if (!functionArn) return guard;
  return async (event) => {
    const sent = structuredClone(event);
    const guarded = await guard(event);
    const who = {
      sub: event.request.userAttributes?.sub,
      clientId: event.callerContext.clientId,
    };
    try {
      const theirs: TokenResponse = await responseOfOwn(functionArn, sent);
      return { ...guarded, response: mergeClaims(theirs, guarded.response, claimName) };
    } catch (error) {
      if (error instanceof FunctionError) {
        count('RefusalsThrown', { event: 'guard.refused', ...who });
        audit('tokens.refused', { ...who, reason: 'OWN_FUNCTION' });
        throw error;
      }
      const fields = { event: 'guard.failed', ...who, ...errorFields(error) };
      count('TriggerFailures', { ...fields, reason: 'ownFunction' });
      throw new UserFacingError(UNAVAILABLE);
    }
  };
}
