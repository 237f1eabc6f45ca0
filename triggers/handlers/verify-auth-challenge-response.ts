import type { VerifyAuthChallengeResponseTriggerEvent } from 'aws-lambda';
import { randomBytes } from 'node:crypto';
import { audit } from '../audit/audit';
import { auditedTrigger } from '../audit/audited-trigger';
import { bindingHashOf } from '../challenge/binding';
import type { BrowserChallenge } from '../challenge/browser-challenge';
import { provesKey } from '../challenge/browser-key';
import {
  actionOf,
  asksForKey,
  decodeState,
  type ChallengeState,
} from '../challenge/challenge-state';
import { clientDetails } from '../challenge/client-details';
import { normalizeAnswer } from '../challenge/code';
import { browserToRemember } from '../challenge/remember';
import { macCode } from '../challenge/seal';
import { NO_BROWSER_KEY } from '../public-parameters';
import { requiredEnv, requiredInteger } from '../runtime/environment';
import { readLimits } from '../runtime/limits';
import { CLIENT_OUTDATED, UserFacingError } from '../runtime/refusal';
import { refuseLocked } from '../runtime/refuse-locked';
import { readRemember } from '../runtime/remember';
import type { Who } from '../runtime/trigger';
import { compareAnswer, type Lock } from '../store/answers';
import { acceptProof } from '../store/proofs';

const codeLength = requiredInteger('CODE_LENGTH');
const maxAttempts = requiredInteger('MAX_ATTEMPTS');
const passBinding = requiredEnv('PASS_BINDING') === 'required';
const passLifetime = requiredInteger('PASS_SECONDS') * 1000;
const limits = readLimits();
const remember = readRemember();

type Event = VerifyAuthChallengeResponseTriggerEvent;

/** Judges an answer: a code, or the proof of a remembered browser. */
export const handler = auditedTrigger('verify', 'challenge.refused', async (event: Event, who) => {
  event.response.answerCorrect = await verify(event, who);
  return event;
});

/** An answer, and who gave it when. */
interface Given {
  event: Event;
  who: Who;
  sub: string;
  bindingHash: Uint8Array | undefined;
  now: number;
}

async function verify(event: Event, who: Who): Promise<boolean> {
  const { request } = event;
  if (actionOf(request.clientMetadata) !== 'answer') return false;
  const state = decodeState(request.privateChallengeParameters.challenge);
  const { sub } = request.userAttributes;
  if (!state || !sub || request.userNotFound) return false;

  const bindingHash = passBinding ? bindingHashOf(request.clientMetadata) : undefined;
  if (passBinding && !bindingHash) throw new UserFacingError(CLIENT_OUTDATED);

  const given = { event, who, sub, bindingHash, now: Date.now() };
  return asksForKey(state) ? verifyProof(given, state) : verifyCode(given, state);
}

/** The lock of a user is no matter here: it keeps out who guesses, not the owner's own browser. */
async function verifyProof(given: Given, state: BrowserChallenge): Promise<boolean> {
  const { event, who, sub, bindingHash, now } = given;
  const { request, callerContext, userPoolId } = event;
  const { clientId } = callerContext;
  const refuse = (reason: string) => {
    audit('browser.refused', { ...who, challengeId: state.id, reason });
    return false;
  };
  if (remember.mode === 'no') return refuse('TURNED_OFF');
  if (request.challengeAnswer === NO_BROWSER_KEY) return refuse('NO_KEY');
  if (now >= state.expiresAt) return refuse('TOO_LATE');
  const publicKey = Buffer.from(state.publicKey, 'base64url');
  const proof = { userPoolId, clientId, user: sub, challengeId: state.id, nonce: state.nonce };
  if (!provesKey(publicKey, proof, request.challengeAnswer)) return refuse('WRONG_SIGNATURE');

  const { browserName, systemName } = clientDetails(request.clientMetadata, state.client);
  const result = await acceptProof({
    pass: {
      user: { userPoolId, sub },
      clientId,
      challengeId: state.id,
      bindingHash,
      validUntil: now + passLifetime,
      codeAt: state.codeAt,
    },
    key: { id: state.keyId, publicKey, clientId, nonceAt: state.createdAt, now },
    signIn: { at: now, how: 'browser', browserName, systemName },
  });
  switch (result) {
    case 'ACCEPTED':
      audit('browser.used', { ...who, challengeId: state.id });
      return true;
    case 'REPEATED':
      audit('browser.used', { ...who, challengeId: state.id, reason: 'REPEAT' });
      return true;
    case 'FORGOTTEN':
    case 'REPLAYED':
      return refuse(result);
  }
}

async function verifyCode(given: Given, state: ChallengeState): Promise<boolean> {
  const { event, who, sub, bindingHash, now } = given;
  const { request, callerContext, userPoolId } = event;
  const report = (name: 'answer.right' | 'answer.wrong' | 'answer.expired', reason?: string) =>
    audit(name, { ...who, challengeId: state.id, reason });
  if (state.accountAddress !== request.userAttributes.email) {
    report('answer.wrong', 'ADDRESS_CHANGED');
    return false;
  }
  const code = normalizeAnswer(request.challengeAnswer, codeLength);
  if (!code) {
    report('answer.wrong', 'MALFORMED');
    return false;
  }

  const user = { userPoolId, sub };
  const client = clientDetails(request.clientMetadata, state.client);
  const { browserName, systemName } = client;
  const refuse = (locked: Lock) =>
    refuseLocked({ user, who, attributes: request.userAttributes, client, locked, now });
  const browser = browserToRemember({ event, state, client, sub, now, settings: remember });
  const comparison = await compareAnswer({
    user,
    challengeId: state.id,
    clientId: callerContext.clientId,
    codeMac: macCode(state.key, state.id, code),
    codeTime: state.createdAt,
    bindingHash,
    failure: `${now}-${randomBytes(6).toString('hex')}`,
    maxAttempts,
    remember: browser,
    client: { browserName, systemName },
    passUntil: now + passLifetime,
    limits,
    now,
  });
  switch (comparison.result) {
    case 'MATCHED':
      report('answer.right');
      if (browser) audit('browser.remembered', { ...who, challengeId: state.id });
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
