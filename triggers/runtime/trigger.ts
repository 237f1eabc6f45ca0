import type { RefusalCode } from '../public-parameters';
import { UNAVAILABLE, UserFacingError } from './refusal';

export interface TriggerEvent {
  callerContext: { clientId: string };
  request: { userAttributes: Record<string, string> };
}

/** Who signs in, and through which app client. */
export type Who = { sub: string | undefined; clientId: string };

/** Called for what Cognito and the client are not told. */
export interface TriggerHooks {
  onRefusal?(code: RefusalCode, who: Who): void;
  onError(error: unknown, who: Who): void;
}

/**
 * Wraps a trigger so that it fails closed: a refusal for people passes through, any other error becomes
 * one generic message.
 */
export function trigger<Event extends TriggerEvent>(
  hooks: TriggerHooks,
  handle: (event: Event, who: Who) => Promise<Event>,
): (event: Event) => Promise<Event> {
  return async (event) => {
    const who = {
      sub: event.request.userAttributes?.sub,
      clientId: event.callerContext.clientId,
    };
    try {
      return await handle(event, who);
    } catch (error) {
      if (error instanceof UserFacingError) {
        hooks.onRefusal?.(error.code, who);
        throw error;
      }
      hooks.onError(error, who);
      throw new UserFacingError(UNAVAILABLE);
    }
  };
}
