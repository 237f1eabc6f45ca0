import type { CreateAuthChallengeTriggerEvent } from 'aws-lambda';
import { audit } from '../audit/audit';
import { auditedTrigger } from '../audit/audited-trigger';
import { auditRefusal } from '../audit/refusals';
import { askForKey, keyParameters, type BrowserChallenge } from '../challenge/browser-challenge';
import { isKeyId } from '../challenge/browser-key';
import {
  actionOf,
  afterAnswer,
  asksForKey,
  decodeState,
  encodeState,
  FREE_ROUNDS,
  nextIdentity,
  publicParameters,
  type ChallengeState,
  type Round,
} from '../challenge/challenge-state';
import { clientDetails, type ClientDetails } from '../challenge/client-details';
import { drawCode } from '../challenge/code';
import { macCode, sealCode } from '../challenge/seal';
import { sealingKey } from '../challenge/sealing-key';
import { verifiedAddress } from '../challenge/verified-address';
import { maskAddress } from '../mail/mask-address';
import { toLocaleList } from '../mail/locales';
import { BROWSER_KEY, FRESH_METADATA } from '../public-parameters';
import { requiredEnv, requiredInteger } from '../runtime/environment';
import { readLimits } from '../runtime/limits';
import { TOO_MANY_CODES, UNVERIFIED_ADDRESS, UserFacingError } from '../runtime/refusal';
import { refuseLocked } from '../runtime/refuse-locked';
import { readRememberMode } from '../runtime/remember';
import type { Who } from '../runtime/trigger';
import { readBrowsers } from '../store/account';
import { createChallenge, mailFailed, type Creation } from '../store/challenges';
import type { ChallengeRecord } from '../store/records';

const codeLength = requiredInteger('CODE_LENGTH');
const codeLifetime = requiredInteger('CODE_LIFETIME_SECONDS') * 1000;
const addressHold = requiredInteger('ADDRESS_HOLD_SECONDS') * 1000;
const maxAttempts = requiredInteger('MAX_ATTEMPTS');
const limits = readLimits();
const rememberBrowser = readRememberMode();
const OFFER = { rememberBrowser, rememberDays: requiredEnv('REMEMBER_DAYS') };

type Event = CreateAuthChallengeTriggerEvent;

/** Creates the challenge of a sign-in, and goes on with it after each answer that was not right. */
export const handler = auditedTrigger('create', 'challenge.refused', async (event: Event, who) => {
  const { session, clientMetadata } = event.request;
  const last = session.at(-1);
  const state =
    last?.challengeName === 'CUSTOM_CHALLENGE' ? decodeState(last.challengeMetadata) : undefined;
  const action = actionOf(clientMetadata);
  const now = Date.now();

  if (!state) {
    const question = await questionForBrowser(event, who, now);
    if (question) return respondWithQuestion(event, question);
  }
  if (!state || asksForKey(state)) {
    const firstCode = await newChallenge(event, { who, now, client: state?.client });
    return respond(event, firstCode, now);
  }
  if (action === 'resend' && now >= state.resendAt) {
    return respond(event, await newChallenge(event, { previous: state, who, now }), now);
  }
  if (action === 'resend') reportEarlyResend(state, who);
  const round = afterAnswer(state, { action, address: event.request.userAttributes.email, now });
  if (action === 'status' && (await mailFailed(state.id))) round.outcome = 'MAIL_FAILED';
  return respond(event, round, now);
});

/**
 * The question for the key of the browser that the client names, if this user may leave out the code in it.
 * Asked at the start of a sign-in only, so a browser without its key gets the code. It costs one read, and only
 * where a client names a browser.
 */
async function questionForBrowser(
  { request, userPoolId, callerContext: { clientId } }: Event,
  who: Who,
  now: number,
): Promise<BrowserChallenge | undefined> {
  const { clientMetadata, userNotFound } = request;
  const { sub } = request.userAttributes;
  const keyId = clientMetadata?.[BROWSER_KEY.browser];
  if (rememberBrowser === 'no' || clientMetadata?.fresh === FRESH_METADATA.fresh) return undefined;
  if (!isKeyId(keyId) || !sub || userNotFound) return undefined;

  const browser = (await readBrowsers({ userPoolId, sub }, now))[keyId];
  if (browser?.clientId !== clientId) {
    audit('browser.refused', { ...who, reason: browser ? 'OTHER_CLIENT' : 'NOT_REMEMBERED' });
    return undefined;
  }
  const client = clientDetails(clientMetadata);
  return askForKey(keyId, browser, { client, now, lifetime: codeLifetime });
}

interface CodeRequest {
  who: Who;
  now: number;
  /** The challenge that the client asks to replace, if it is not the first code of the sign-in. */
  previous?: ChallengeState | undefined;
  /** What the client said of itself earlier in the sign-in. */
  client?: ClientDetails | undefined;
}

async function newChallenge(event: Event, request: CodeRequest): Promise<Round> {
  const { previous, who, now } = request;
  const { userAttributes: attributes, userNotFound } = event.request;
  if (!attributes.sub || userNotFound) throw new Error('Create was called without a user');
  const address = verifiedAddress(attributes);
  if (!address) throw new UserFacingError(UNVERIFIED_ADDRESS);

  const user = { userPoolId: event.userPoolId, sub: attributes.sub };
  const { state, record } = drawChallenge(event, request, address);
  const created = await createChallenge({
    user,
    record,
    resend: previous !== undefined,
    supersedes: previous && now < previous.expiresAt ? previous.id : undefined,
    limits,
    addressHold,
    now,
  });
  switch (created.outcome) {
    case 'CREATED':
      if (created.change) audit('address.changed', who);
      audit('challenge.created', {
        ...who,
        challengeId: state.id,
        reason: previous ? 'RESEND' : 'SIGN_IN',
      });
      return codeSent(state, created.address);
    case 'REPEATED':
      return codeSent(state, created.address);
    case 'LOCKED':
      return refuseLocked({ user, who, attributes, client: state.client, locked: created, now });
    case 'TOO_MANY_CODES':
    case 'RESEND_TOO_EARLY':
      return refuseCode(created, previous, who);
  }
}

const codeSent = (state: ChallengeState, address: string): Round => ({
  state: { ...state, codeAddress: address, maskedAddress: maskAddress(address) },
  outcome: 'CODE_SENT',
});

/** Draws a code, and makes of it what the session keeps and what the table keeps. */
function drawChallenge(
  { request, callerContext }: Event,
  { previous, now, client: remembered = previous?.client }: CodeRequest,
  address: string,
): { state: ChallengeState; record: ChallengeRecord } {
  const { id, key } = nextIdentity(previous);
  const client = clientDetails(request.clientMetadata, remembered);
  const code = drawCode(codeLength);
  const expiresAtSeconds = Math.floor((now + codeLifetime) / 1000);
  return {
    state: {
      id,
      key,
      codeAddress: address,
      maskedAddress: maskAddress(address),
      accountAddress: address,
      codeLength,
      createdAt: now,
      expiresAt: expiresAtSeconds * 1000,
      resendAt: now + limits.resendCooldown,
      attemptsLeft: maxAttempts,
      roundsLeft: previous ? previous.roundsLeft - 1 : FREE_ROUNDS,
      client,
    },
    record: {
      id,
      sub: request.userAttributes.sub ?? '',
      clientId: callerContext.clientId,
      address,
      locales: toLocaleList(request.userAttributes.locale, client.locale),
      timeZone: client.timeZone,
      browserName: client.browserName,
      systemName: client.systemName,
      sealingKeyId: sealingKey.id,
      sealedCode: sealCode(sealingKey.publicKey, id, code),
      codeMac: macCode(key, id, code),
      createdAt: now,
      expiresAtSeconds,
    },
  };
}

/** An error would end a sign-in whose code may still work, so a resend learns when to ask again instead. */
function refuseCode(
  { until }: Pick<Extract<Creation, { until: number }>, 'until'>,
  previous: ChallengeState | undefined,
  who: Who,
): Round {
  if (!previous) throw new UserFacingError(TOO_MANY_CODES, until);
  reportEarlyResend(previous, who);
  const state = { ...previous, roundsLeft: previous.roundsLeft - 1, resendAt: until };
  return { state, outcome: 'RESEND_TOO_EARLY' };
}

const reportEarlyResend = ({ id }: ChallengeState, who: Who) =>
  auditRefusal('challenge.refused', { ...who, challengeId: id, reason: 'RESEND_TOO_EARLY' });

function respondWithQuestion(event: Event, question: BrowserChallenge): Event {
  const { sub = '' } = event.request.userAttributes;
  event.response.publicChallengeParameters = { ...keyParameters(question, sub) };
  event.response.privateChallengeParameters = { challenge: encodeState(question) };
  event.response.challengeMetadata = encodeState(question);
  return event;
}

function respond(event: Event, { state, outcome }: Round, now: number): Event {
  event.response.publicChallengeParameters = {
    ...publicParameters(state, outcome, now, OFFER),
  };
  event.response.privateChallengeParameters = { challenge: encodeState(state) };
  event.response.challengeMetadata = encodeState(state);
  return event;
}
