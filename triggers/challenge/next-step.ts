import type { ChallengeResult } from './session-entry';
import { afterAnswer, decodeHeld, type Action } from './challenge-state';

export type NextStep = 'PASSWORD_VERIFIER' | 'CUSTOM_CHALLENGE' | 'ISSUE_TOKENS' | 'FAIL';

/**
 * The rule of Define Auth Challenge: password by SRP, then the code, then tokens. Whatever does not
 * match that order, entry by entry, fails; so does a start without a password.
 * @param session all steps of this sign-in so far, oldest first, as Cognito keeps them
 * @param action what the answer just given asked for
 * @param now epoch milliseconds
 */
export function nextStep(
  session: readonly ChallengeResult[],
  { userNotFound, action, now }: { userNotFound: boolean; action: Action; now: number },
): NextStep {
  const [start, password, ...rest] = session.filter((entry) => !isRememberedDevice(entry));
  if (!passed(start, 'SRP_A')) return 'FAIL';
  if (!password) return 'PASSWORD_VERIFIER';
  if (!passed(password, 'PASSWORD_VERIFIER') || userNotFound) return 'FAIL';

  // A first password set on the way leaves an entry of its own; the code is still due after it.
  const codes = passed(rest[0], 'NEW_PASSWORD_REQUIRED') ? rest.slice(1) : rest;
  if (codes.some((entry) => entry.challengeName !== 'CUSTOM_CHALLENGE')) return 'FAIL';
  const last = codes.at(-1);
  if (!last) return 'CUSTOM_CHALLENGE';
  if (last.challengeResult === true) return 'ISSUE_TOKENS';

  const held = decodeHeld(last.challengeMetadata);
  if (!held) return 'FAIL';
  return afterAnswer(held, { action, now }).held.attemptsLeft > 0 ? 'CUSTOM_CHALLENGE' : 'FAIL';
}

const passed = (entry: ChallengeResult | undefined, name: string) =>
  entry?.challengeName === name && entry.challengeResult === true;

/** Knowing a device neither replaces the code nor spoils the sign-in. */
const isRememberedDevice = ({ challengeName, challengeResult }: ChallengeResult) =>
  challengeResult && /^DEVICE_(SRP_AUTH|PASSWORD_VERIFIER)$/.test(challengeName);
