import type { VerifyAuthChallengeResponseTriggerEvent } from 'aws-lambda';
import { randomBytes } from 'node:crypto';
import { audit } from '../audit/audit';
import { auditedTrigger } from '../audit/audited-trigger';
import { bindingHashOf } from '../challenge/binding';
import { actionOf, decodeState } from '../challenge/challenge-state';
import { normalizeAnswer } from '../challenge/code';
import { macCode } from '../challenge/seal';
import { requiredEnv, requiredInteger } from '../runtime/environment';
import { readLimits } from '../runtime/limits';
import { CLIENT_OUTDATED, UserFacingError } from '../runtime/refusal';
import { refuseLocked } from '../runtime/refuse-locked';
import type { Who } from '../runtime/trigger';
import { compareAnswer, type Lock } from '../store/answers';

const codeLength = requiredInteger('CODE_LENGTH');
const maxAttempts = requiredInteger('MAX_ATTEMPTS');
const passBinding = requiredEnv('PASS_BINDING') === 'required';
const passLifetime = requiredInteger('PASS_SECONDS') * 1000;
const limits = readLimits();

/** Judges an answer to the code challenge. */
export const handler = auditedTrigger(
  'verify',
  'challenge.refused',
  async (event: VerifyAuthChallengeResponseTriggerEvent, who) => {
    event.response.answerCorrect = await verify(event, who);
    return event;
  },
);

async function verify(
  { request, callerContext, userPoolId }: VerifyAuthChallengeResponseTriggerEvent,
  who: Who,
): Promise<boolean> {
  if (actionOf(request.clientMetadata) !== 'answer') return false;
  const state = decodeState(request.privateChallengeParameters.challenge);
  const { sub } = request.userAttributes;
  if (!state || !sub || request.userNotFound) return false;

  const bindingHash = passBinding ? bindingHashOf(request.clientMetadata) : undefined;
  if (passBinding && !bindingHash) throw new UserFacingError(CLIENT_OUTDATED);

  const report = (event: 'answer.right' | 'answer.wrong' | 'answer.expired', reason?: string) =>
    audit(event, { ...who, challengeId: state.id, reason });
  if (state.accountAddress !== request.userAttributes.email) {
    report('answer.wrong', 'ADDRESS_CHANGED');
    return false;
  }
  const code = normalizeAnswer(request.challengeAnswer, codeLength);
  if (!code) {
    report('answer.wrong', 'MALFORMED');
    return false;
  }

  const now = Date.now();
  const user = { userPoolId, sub };
  const refuse = (locked: Lock) =>
    refuseLocked({ user, who, attributes: request.userAttributes, locked, now });
  const comparison = await compareAnswer({
    user,
    challengeId: state.id,
    clientId: callerContext.clientId,
    codeMac: macCode(state.key, state.id, code),
    codeTime: state.createdAt,
    bindingHash,
    failure: `${now}-${randomBytes(6).toString('hex')}`,
    maxAttempts,
    passUntil: now + passLifetime,
    limits,
    now,
  });
  switch (comparison.result) {
    case 'MATCHED':
      report('answer.right');
      return true;
    case 'REPEATED':
      report('answer.right', 'REPEAT');
      return true;
    case 'WRONG_CODE':
      report('answer.wrong', 'WRONG_CODE');
      return comparison.locked ? refuse(comparison.locked) : false;
    case 'EXPIRED':
      report('answer.expired');
      return false;
    case 'CLOSED':
      report('answer.wrong', 'CHALLENGE_OVER');
      return false;
    case 'LOCKED':
      return refuse(comparison.locked);
  }
}
