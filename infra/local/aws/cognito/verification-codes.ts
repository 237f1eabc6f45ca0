import { randomInt } from 'node:crypto';

import { codeMismatch, expiredCode, limitExceeded } from './errors';
import { subOf, type User } from './user-pool';

/** A code is good for one purpose only. */
export type CodePurpose = 'SignUp' | 'ForgotPassword' | 'Email';

const HOUR = 3_600_000;
/** Milliseconds, as documented for Cognito. */
const LIFETIME: Record<CodePurpose, number> = {
  SignUp: 24 * HOUR,
  ForgotPassword: HOUR,
  Email: 24 * HOUR,
};
/** Cognito allows 5 to 20 in an hour, depending on the risk: here the fewest. */
const CODES_PER_HOUR = 5;
const WRONG_CODES_PER_HOUR = 5;

interface Issued {
  code: string | undefined;
  /** Epoch milliseconds. */
  expiresAt: number;
  /** Epoch milliseconds of the codes and the wrong answers of the last hour. */
  issuedAt: number[];
  wrongAt: number[];
}

/** Codes that Cognito mails for sign-up, recovery and a changed address. */
export class VerificationCodes {
  private readonly issued = new Map<string, Issued>();

  constructor(private readonly now: () => number) {}

  /**
   * Makes a new code; the one before no longer works.
   * @throws LimitExceededException
   */
  issue(user: User, purpose: CodePurpose): string {
    const { issuedAt, wrongAt } = this.of(user, purpose);
    if (issuedAt.length >= CODES_PER_HOUR) throw limitExceeded();
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    this.issued.set(keyOf(user, purpose), {
      code,
      expiresAt: this.now() + LIFETIME[purpose],
      issuedAt: [...issuedAt, this.now()],
      wrongAt,
    });
    return code;
  }

  /**
   * Uses a code up.
   * @throws ExpiredCodeException if there is none; CodeMismatchException; LimitExceededException
   */
  use(user: User, purpose: CodePurpose, answer: string): void {
    const entry = this.of(user, purpose);
    if (entry.wrongAt.length >= WRONG_CODES_PER_HOUR) throw limitExceeded();
    if (!entry.code || entry.expiresAt <= this.now()) throw expiredCode();
    if (entry.code !== answer) {
      this.issued.set(keyOf(user, purpose), { ...entry, wrongAt: [...entry.wrongAt, this.now()] });
      throw codeMismatch();
    }
    this.issued.delete(keyOf(user, purpose));
  }

  private of(user: User, purpose: CodePurpose): Issued {
    const entry = this.issued.get(keyOf(user, purpose));
    const recent = (times: number[] = []) => times.filter((time) => time > this.now() - HOUR);
    return {
      code: entry?.code,
      expiresAt: entry?.expiresAt ?? 0,
      issuedAt: recent(entry?.issuedAt),
      wrongAt: recent(entry?.wrongAt),
    };
  }
}

/** A sub is never given twice, so that a re-created user does not inherit a code. */
const keyOf = (user: User, purpose: CodePurpose) => `${subOf(user)} ${purpose}`;
