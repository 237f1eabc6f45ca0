import { randomUUID } from 'node:crypto';
import type { Use } from './fault-uses';

export type Service = 'dynamodb' | 'kms' | 'ses' | 'logs' | 'events';

/** A call that a function makes to a service. */
export interface Call {
  /** Name of the calling function, from the access key it signed with. */
  function: string;
  service: Service;
  /** For example `UpdateItem`, `Decrypt`, `SendEmail`. */
  operation: string;
  /** The rights it needs. */
  uses: Use[];
  /** SES only: the addresses the mail goes to. */
  recipients?: string[];
  /** ISO 8601. */
  time: string;
  /** What a rule made of it. */
  fault?: FaultKind;
}

/** SES takes the mail, and tells later what came of it. */
export const MAIL_FATES = [
  /** It came back. */
  'bounce',
  /** The address is on the account's suppression list: SES did not even try. */
  'suppressed',
  /** It held a virus, SES says. */
  'virus',
  /** It arrived and was reported as spam. */
  'complaint',
] as const;
export type MailFate = (typeof MAIL_FATES)[number];

export const isMailFate = (fault: FaultKind): fault is MailFate =>
  (MAIL_FATES as readonly string[]).includes(fault);

const FAULT_KINDS = [
  /** The service's throttling error; nothing is done. */
  'throttle',
  /** The service's internal error, status 500; nothing is done. */
  'error',
  /** A refusal: `errorName`, or MessageRejected (SES), AccessDeniedException (others). */
  'reject',
  /** No answer at all, until the client gives up or the rule is taken away; nothing is done. */
  'hang',
  /** The call is done `latency` milliseconds later. */
  'latency',
  /** The call is done and the connection reset: the caller can't tell. */
  'drop-response',
  /** Nothing is done, and the copy of the function that called dies on the spot. */
  'crash',
  /** The call is done, and the copy of the function that called dies before it hears of it. */
  'crash-after',
  ...MAIL_FATES,
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Which calls fail, and how. A property left out matches every call. */
export interface FaultRule {
  fault: FaultKind;
  service?: Service;
  operation?: string;
  function?: string;
  /** Whole address, in any case. */
  recipient?: string;
  /** Text that the request's body holds, for example a user's sub. */
  contains?: string;
  /** How many matching calls pass before the rule bites; 0 if left out. */
  skip?: number;
  /** How many calls it bites; all if left out. */
  times?: number;
  /** Milliseconds, for `latency`. */
  latency?: number;
  /** Name of the error to answer with, in place of the usual one. */
  errorName?: string;
}

export interface ActiveRule extends FaultRule {
  id: string;
  /** Calls that matched so far, those passed over included. */
  matched: number;
  /** Aborted when the rule is taken away: calls that hang on it end then. */
  removed: AbortController;
}

/** The rules in force; the first that matches a call decides. */
export class Faults {
  private rules: ActiveRule[] = [];

  list(): (FaultRule & { id: string; matched: number })[] {
    return this.rules.map((rule) => ({ ...rule, removed: undefined }));
  }

  /** @throws Error telling what is allowed if the rule is none */
  add(rule: FaultRule): string {
    if (!FAULT_KINDS.includes(rule.fault)) {
      throw new Error(`fault is ${JSON.stringify(rule.fault)}; allowed: ${FAULT_KINDS.join(', ')}`);
    }
    const id = randomUUID();
    this.rules.push({ ...rule, id, matched: 0, removed: new AbortController() });
    return id;
  }

  /** @param id all rules if left out */
  remove(id?: string): void {
    for (const rule of this.rules) if (!id || rule.id === id) rule.removed.abort();
    this.rules = this.rules.filter((rule) => id && rule.id !== id);
  }

  /** The rule that this call falls under, if any; counts the call. */
  match(call: Call, body: string): ActiveRule | undefined {
    for (const rule of this.rules) {
      if (!applies(rule, call, body)) continue;
      rule.matched += 1;
      const bitten = rule.matched - (rule.skip ?? 0);
      if (bitten >= 1 && bitten <= (rule.times ?? Infinity)) return rule;
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
