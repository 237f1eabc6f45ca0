import type { CreateAuthChallengeTriggerEvent } from 'aws-lambda';
import { audit } from '../audit/audit';
import { auditedTrigger } from '../audit/audited-trigger';
import { drawCode } from '../challenge/code';
import {
  actionOf,
  afterAnswer,
  decodeHeld,
  encodeHeld,
  identify,
  publicParameters,
  type HeldChallenge,
} from '../challenge/challenge-state';
import { macCode, sealCode } from '../challenge/seal';
import { sealingKeyId, sealingPublicKey } from '../challenge/sealing-key';
import { requiredInteger } from '../runtime/environment';
import { readLimits } from '../runtime/limits';
import { requestLockNotice } from '../mail/lock-notice';
import { isPlainAddress, maskAddress } from '../mail/address';
import { toLocaleList } from '../mail/locales';
import type { ChallengeOutcome } from '../public-parameters';
import {
  LOCKED,
  TOO_MANY_CODES,
  UNVERIFIED_ADDRESS,
  UserFacingError,
  type Who,
} from '../runtime/refusal';
import { mailFailed, openChallenge } from '../store/challenges';

const codeLength = requiredInteger('CODE_LENGTH');
const codeLifetime = requiredInteger('CODE_LIFETIME_SECONDS') * 1000;
const maxAttempts = requiredInteger('MAX_ATTEMPTS');
const limits = readLimits();

export const handler = auditedTrigger(
  'create',
  'challenge.refused',
  async (event: CreateAuthChallengeTriggerEvent, who) => {
    const { session, clientMetadata } = event.request;
    const last = session.at(-1);
    const held =
      last?.challengeName === 'CUSTOM_CHALLENGE' ? decodeHeld(last.challengeMetadata) : undefined;
    const action = actionOf(clientMetadata);
    const now = Date.now();

    if (!held || (action === 'resend' && now >= held.resendAt)) {
      const opened = await newChallenge(event, held, who, now);
      return respond(event, opened.held, opened.outcome, now);
    }
    if (action === 'resend') refuseResend(held, who);
    const { held: next, outcome } = afterAnswer(held, { action, now });
    const failed = action === 'status' && (await mailFailed(held.id));
    return respond(event, next, failed ? 'MAIL_FAILED' : outcome, now);
  },
);

const refuseResend = ({ id }: HeldChallenge, who: Who) =>
  audit('challenge.refused', { ...who, challengeId: id, reason: 'RESEND_TOO_EARLY' });

async function newChallenge(
  { request, callerContext, userPoolId }: CreateAuthChallengeTriggerEvent,
  previous: HeldChallenge | undefined,
  who: Who,
  now: number,
): Promise<{ held: HeldChallenge; outcome: ChallengeOutcome }> {
  const { sub, email = '', email_verified: verified, locale } = request.userAttributes;
  if (!sub || request.userNotFound) throw new Error('A code was asked for nobody');
  if (verified !== 'true' || !isPlainAddress(email)) {
    throw new UserFacingError(UNVERIFIED_ADDRESS);
  }
  const expiresAt = Math.floor((now + codeLifetime) / 1000);
  const held: HeldChallenge = {
    ...identify(previous),
    destination: maskAddress(email),
    codeLength,
    expiresAt: expiresAt * 1000,
    resendAt: now + limits.resendCooldown,
    attemptsLeft: maxAttempts,
  };
  const code = drawCode(codeLength);
  const user = { userPoolId, sub };
  const opened = await openChallenge({
    user,
    record: {
      id: held.id,
      sub,
      clientId: callerContext.clientId,
      destination: email,
      locale: toLocaleList(locale, request.clientMetadata?.locale),
      sealingKeyId,
      sealedCode: sealCode(await sealingPublicKey(), held.id, code),
      codeMac: macCode(held.key, held.id, code),
      createdAt: now,
      expiresAt,
    },
    resend: previous !== undefined,
    supersedes: previous && now < previous.expiresAt ? previous.id : undefined,
    limits,
    now,
  });
  if (opened.allowed) {
    const reason = previous ? 'RESEND' : 'SIGN_IN';
    if (!opened.repeat) audit('challenge.created', { ...who, challengeId: held.id, reason });
    return { held, outcome: 'CODE_SENT' };
  }
  if (opened.reason === 'LOCKED') {
    const { until } = opened;
    await requestLockNotice({ user, who, attributes: request.userAttributes, until, now });
    throw new UserFacingError(LOCKED, until);
  }
  // Refusing by an error would end a sign-in whose code may still work: say when to ask again instead.
  if (previous) {
    refuseResend(previous, who);
    return { held: { ...previous, resendAt: opened.until }, outcome: 'RESEND_TOO_EARLY' };
  }
  throw new UserFacingError(TOO_MANY_CODES, opened.until);
}

function respond(
  event: CreateAuthChallengeTriggerEvent,
  held: HeldChallenge,
  outcome: ChallengeOutcome,
  now: number,
): CreateAuthChallengeTriggerEvent {
  event.response.publicChallengeParameters = { ...publicParameters(held, outcome, now) };
  event.response.privateChallengeParameters = { challenge: encodeHeld(held) };
  event.response.challengeMetadata = encodeHeld(held);
  return event;
}
