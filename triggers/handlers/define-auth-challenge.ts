import type { DefineAuthChallengeTriggerEvent } from 'aws-lambda';
import { actionOf } from '../challenge/challenge-state';
import { nextStep } from '../challenge/next-step';
import { logError } from '../audit/log';
import { trigger, type Notes } from '../runtime/refusal';

const notes: Notes = { failed: (error, who) => logError('define.failed', error, who) };

export const handler = trigger(notes, async (event: DefineAuthChallengeTriggerEvent) => {
  const { session, clientMetadata, userNotFound } = event.request;
  const step = nextStep(session, {
    userNotFound: userNotFound === true,
    action: actionOf(clientMetadata),
    now: Date.now(),
  });
  event.response.issueTokens = step === 'ISSUE_TOKENS';
  event.response.failAuthentication = step === 'FAIL';
  if (step === 'PASSWORD_VERIFIER' || step === 'CUSTOM_CHALLENGE') {
    event.response.challengeName = step;
  }
  return event;
});
