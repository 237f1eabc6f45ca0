import { asksForKey, decodeState, mayContinue, type AnswerRequest } from './challenge-state';
import type { ChallengeResult } from './session-entry';

export type NextStep = 'PASSWORD_VERIFIER' | 'CUSTOM_CHALLENGE' | 'ISSUE_TOKENS' | 'FAIL';

/**
 * The rule of Define Auth Challenge: password by SRP, then the code or the key of a remembered browser, then
 * tokens. Whatever does not match that order, entry by entry, fails; so does a start without a password.
 * @param session all steps of this sign-in so far, oldest first, as Cognito keeps them
 * @param request what the answer just given asked for, and the account's address now
 */
export function nextStep(
  session: readonly ChallengeResult[],
  request: AnswerRequest & { userNotFound: boolean },
): NextStep {
  const [start, password, ...rest] = session.filter((entry) => !isRememberedDevice(entry));
  if (!succeeded(start, 'SRP_A')) return 'FAIL';
  if (!password) return 'PASSWORD_VERIFIER';
  if (!succeeded(password, 'PASSWORD_VERIFIER') || request.userNotFound) return 'FAIL';

  // A first password set on the way leaves an entry of its own; the code is still due after it.
  const codes = succeeded(rest[0], 'NEW_PASSWORD_REQUIRED') ? rest.slice(1) : rest;
  if (codes.some((entry) => entry.challengeName !== 'CUSTOM_CHALLENGE')) return 'FAIL';
  const last = codes.at(-1);
  if (!last) return 'CUSTOM_CHALLENGE';
  if (last.challengeResult === true) return 'ISSUE_TOKENS';

  const state = decodeState(last.challengeMetadata);
  if (!state) return 'FAIL';
  // A browser that does not prove its key has to bring the code. Create asks for a key at the start only.
  if (asksForKey(state)) return 'CUSTOM_CHALLENGE';
  return mayContinue(state, request) ? 'CUSTOM_CHALLENGE' : 'FAIL';
}

const succeeded = (entry: ChallengeResult | undefined, name: string) =>
  entry?.challengeName === name && entry.challengeResult === true;

/** A device that Cognito remembers neither replaces the code nor fails the sign-in. */
const isRememberedDevice = ({ challengeName, challengeResult }: ChallengeResult) =>
  challengeResult && /^DEVICE_(SRP_AUTH|PASSWORD_VERIFIER)$/.test(challengeName);
