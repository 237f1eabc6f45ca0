import type { VerifyAuthChallengeResponseTriggerEvent } from 'aws-lambda';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { audit } from '../audit/audit';
import { auditedTrigger } from '../audit/audited-trigger';
import { normalizeAnswer } from '../challenge/code';
import { actionOf, decodeHeld } from '../challenge/challenge-state';
import { macCode } from '../challenge/seal';
import { requiredInteger } from '../runtime/environment';
import { readLimits } from '../runtime/limits';
import { lockDue, requestLockNotice } from '../mail/lock-notice';
import { LOCKED, UserFacingError, type Who } from '../runtime/refusal';
import { consumeChallenge, countAnswer, ranOut, type Answer } from '../store/challenges';
import { userKey, type Item } from '../store/records';
import { read } from '../store/table';

const codeLength = requiredInteger('CODE_LENGTH');
const maxAttempts = requiredInteger('MAX_ATTEMPTS');
const passLifetime = requiredInteger('PASS_SECONDS') * 1000;
const limits = readLimits();

type Answered = 'answer.right' | 'answer.wrong' | 'answer.expired';

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
  const held = decodeHeld(request.privateChallengeParameters.challenge);
  const code = normalizeAnswer(request.challengeAnswer, codeLength);
  const { sub } = request.userAttributes;
  if (!held || !sub || request.userNotFound) return false;
  const say = (event: Answered, reason?: string) =>
    audit(event, { ...who, challengeId: held.id, reason });
  if (!code) {
    say('answer.wrong', 'MALFORMED');
    return false;
  }

  const now = Date.now();
  const answer: Answer = {
    user: { userPoolId, sub },
    challengeId: held.id,
    clientId: callerContext.clientId,
    failure: `${now}-${randomBytes(6).toString('hex')}`,
    maxAttempts,
    limits,
    now,
  };
  const codeMac = macCode(held.key, held.id, code);
  const refuse = async (until: number): Promise<never> => {
    await requestLockNotice({
      user: answer.user,
      who,
      attributes: request.userAttributes,
      until,
      now,
    });
    throw new UserFacingError(LOCKED, until);
  };
  const counted = await countAnswer(answer);
  if ('dead' in counted) {
    const repeat = await isRepeat(answer, counted.dead, codeMac);
    if (repeat) say('answer.right', 'REPEAT');
    else if (ranOut(counted.dead, answer)) say('answer.expired');
    else say('answer.wrong', 'CHALLENGE_OVER');
    return repeat;
  }
  if (!counted.allowed) return refuse(counted.until);

  const spent = await consumeChallenge(answer, codeMac, now + passLifetime);
  const right = spent === true;
  if (right || (await isRepeat(answer, spent.dead, codeMac))) {
    say('answer.right', right ? undefined : 'REPEAT');
    return true;
  }
  say('answer.wrong', 'WRONG_CODE');
  const lockedUntil = await lockDue(answer);
  return lockedUntil === undefined ? false : refuse(lockedUntil);
}

/**
 * Cognito may run this trigger again when it did not get our answer in time. A right code stays right as
 * long as the pass it left lies there untaken; that is no further guess, for it needs the right code.
 */
async function isRepeat(
  { user, challengeId, now }: Answer,
  challenge: Item | undefined,
  codeMac: Uint8Array,
): Promise<boolean> {
  const expected = challenge?.codeMac?.B;
  if (!challenge?.usedAt || !expected || !timingSafeEqual(expected, codeMac)) return false;
  const record = await read(userKey(user.userPoolId, user.sub));
  return record?.passChallengeId?.S === challengeId && Number(record.passUntil?.N) > now;
}
