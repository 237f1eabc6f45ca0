import { audit } from './audit';
import { errorFields } from './log';
import { count } from './metrics';
import { trigger, type TriggerEvent, type Who } from '../runtime/refusal';

/**
 * A trigger whose refusals are told to the audit trail and whose failures are counted. (Define is none: it
 * refuses in its answer, and stays small without the metrics' library.)
 * @param refused the event that a refusal for people is
 */
export const auditedTrigger = <Event extends TriggerEvent>(
  name: string,
  refused: 'challenge.refused' | 'tokens.refused',
  handle: (event: Event, who: Who) => Promise<Event>,
) =>
  trigger(
    {
      refused: (reason, who) => audit(refused, { ...who, reason }),
      failed: (error, who) =>
        count('TriggerFailures', {
          event: `${name}.failed`,
          ...who,
          ...errorFields(error),
          reason: name,
        }),
    },
    handle,
  );
