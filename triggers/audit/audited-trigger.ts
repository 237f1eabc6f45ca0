import { trigger, type TriggerEvent, type Who } from '../runtime/trigger';
import { errorFields } from './log';
import { count } from './metrics';
import { auditRefusal } from './refusals';

/**
 * A trigger whose refusals go to the audit trail and whose errors are counted. (Define is not one: it refuses
 * in its answer, and stays small without the metrics library.)
 * @param refused the event that a refusal for people is
 */
export const auditedTrigger = <Event extends TriggerEvent>(
  name: string,
  refused: 'challenge.refused' | 'tokens.refused',
  handle: (event: Event, who: Who) => Promise<Event>,
) =>
  trigger(
    {
      onRefusal: (reason, who) => {
        // Each one, as Lambda counts each as an error of the function, from which an alarm subtracts them.
        count('RefusalsThrown', { event: `${name}.refused`, ...who });
        auditRefusal(refused, { ...who, reason });
      },
      onError: (error, who) =>
        count('TriggerFailures', {
          event: `${name}.failed`,
          ...who,
          ...errorFields(error),
          reason: name,
        }),
    },
    handle,
  );
