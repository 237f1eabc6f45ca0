import { randomUUID } from 'node:crypto';
import type { Call } from './call';
import type { CalledService } from './called-services';
import { FAULT_KINDS, type FaultKind } from './fault-kinds';

/** Which calls fail, and how. A missing property matches every call. */
export interface FaultRule {
  fault: FaultKind;
  service?: CalledService;
  operation?: string;
  function?: string;
  /** Whole address, in any case. */
  recipient?: string;
  /** Text that the request body contains, for example a user's sub. */
  contains?: string;
  /** How many matching calls succeed before the first fails; 0 if omitted. */
  skip?: number;
  /** How many calls fail; all if omitted. */
  times?: number;
  /** Milliseconds, for `latency`. */
  latency?: number;
  /** Name of the error to answer with, instead of the usual one. */
  errorName?: string;
}

export interface ActiveRule extends FaultRule {
  id: string;
  /** Calls that matched so far, including those that succeeded. */
  matched: number;
  /** Aborted when the rule is removed: this ends the calls that hang. */
  removed: AbortController;
}

/** The active rules; the first that matches a call decides. */
export class Faults {
  private rules: ActiveRule[] = [];

  list(): (FaultRule & { id: string; matched: number })[] {
    return this.rules.map((rule) => ({ ...rule, removed: undefined }));
  }

  /** @throws Error that lists what is allowed */
  add(rule: FaultRule): string {
    if (!FAULT_KINDS.includes(rule.fault)) {
      throw new Error(`fault is ${JSON.stringify(rule.fault)}; allowed: ${FAULT_KINDS.join(', ')}`);
    }
    const id = randomUUID();
    this.rules.push({ ...rule, id, matched: 0, removed: new AbortController() });
    return id;
  }

  /** @param id removes all rules if omitted */
  remove(id?: string): void {
    for (const rule of this.rules) if (!id || rule.id === id) rule.removed.abort();
    this.rules = this.rules.filter((rule) => id && rule.id !== id);
  }

  /** Finds the rule for a call, and counts the call. */
  match(call: Call, body: string): ActiveRule | undefined {
    for (const rule of this.rules) {
      if (!applies(rule, call, body)) continue;
      rule.matched += 1;
      const failed = rule.matched - (rule.skip ?? 0);
      if (failed >= 1 && failed <= (rule.times ?? Infinity)) return rule;
    }
    return undefined;
  }
}

function applies(rule: FaultRule, call: Call, body: string): boolean {
  const recipient = rule.recipient?.toLowerCase();
  return (
    (!rule.service || rule.service === call.service) &&
    (!rule.operation || rule.operation === call.operation) &&
    (!rule.function || rule.function === call.function) &&
    (!rule.contains || body.includes(rule.contains)) &&
    (!recipient || (call.recipients ?? []).some((address) => address.toLowerCase() === recipient))
  );
}
