import type { DefineAuthChallengeTriggerEvent } from 'aws-lambda';
import { logError } from '../audit/log';
import { actionOf } from '../challenge/challenge-state';
import { nextStep } from '../challenge/next-step';
import { trigger, type TriggerHooks } from '../runtime/trigger';

const hooks: TriggerHooks = { onError: (error, who) => logError('define.failed', error, who) };

/** Decides what comes next in a sign-in: password, code, tokens or the end. */
export const handler = trigger(hooks, async (event: DefineAuthChallengeTriggerEvent) => {
  const { session, clientMetadata, userAttributes, userNotFound } = event.request;
  const step = nextStep(session, {
    userNotFound: userNotFound === true,
    action: actionOf(clientMetadata),
    address: userAttributes?.email,
    now: Date.now(),
  });
  event.response.issueTokens = step === 'ISSUE_TOKENS';
  event.response.failAuthentication = step === 'FAIL';
  if (step === 'PASSWORD_VERIFIER' || step === 'CUSTOM_CHALLENGE') {
    event.response.challengeName = step;
  }
  return event;
});
