import {
  InitiateAuthCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { JwtVerifier } from 'aws-jwt-verify';
import type { Jwks } from 'aws-jwt-verify/jwk';
import type { JwtPayload } from 'aws-jwt-verify/jwt-model';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  newBinding,
  parseRefusal,
  STATUS_METADATA,
  type PublicChallengeParameters,
} from '../../triggers/public-parameters';
import { CommandError } from '../cli/errors';
import type { Made } from './made';
import { attempt, describe, type Attempt, type Report } from './report';
import { SignInClient, type Credentials, type Step } from './sign-in-client';
import type { Target } from './target';

/** What the checks share. */
export interface Run {
  target: Target;
  made: Made;
  report: Report;
  signIn: SignInClient;
  user: Credentials;
  claimName: string;
}

const parametersOf = (step: Step | undefined) =>
  (step?.ChallengeParameters ?? {}) as unknown as PublicChallengeParameters;

const stepInWords = ({ ChallengeName, ChallengeParameters, AuthenticationResult }: Step) =>
  AuthenticationResult
    ? 'tokens'
    : [ChallengeName, ChallengeParameters?.outcome].filter(Boolean).join(' ');

const seen = (tried: Attempt<Step>) => describe(tried, stepInWords);
const refusalOf = ({ error }: Attempt<Step>) => parseRefusal(error?.message ?? '')?.code;
const gaveTokens = ({ result }: Attempt<Step>) => Boolean(result?.AuthenticationResult);
const WRONG_PASSWORD = 'NotAuthorizedException: Incorrect username or password.';

/** With the wrong code before them, one round more than Cognito may allow. */
const STATUS_ROUNDS = 3;

/** A code of the same length that is not the right one. */
const wrong = (code: string) => code.replace(/^\d/, (digit) => String((Number(digit) + 1) % 10));

/** Nothing can be learnt or gained without the password. */
export async function withoutPassword({ signIn, report, target, user }: Run): Promise<void> {
  const password = `Wrong-${randomUUID()}`;
  const known = seen(await attempt(signIn.password({ ...user, password })));
  report.expect('wrong password', WRONG_PASSWORD, known, known === WRONG_PASSWORD);
  const nobody = `nobody-${randomUUID()}@example.com`;
  const unknown = seen(await attempt(signIn.password({ email: nobody, password })));
  report.expect('unknown user', 'answers as a wrong password does', unknown, unknown === known);

  const request = new InitiateAuthCommand({
    ClientId: target.clientId,
    AuthFlow: 'CUSTOM_AUTH',
    AuthParameters: { USERNAME: user.email },
  });
  const start = await attempt<Step>(target.cognito.send(request));
  const holds = start.error !== undefined;
  report.expect('custom sign-in without a password', 'refused', seen(start), holds);
}

/** A user who still has the temporary password of an admin. */
export async function firstSignIn(run: Run, temporaryPassword: string): Promise<void> {
  const { signIn, user, report } = run;
  const first = await attempt(signIn.password({ ...user, password: temporaryPassword }));
  report.observe('temporary password', 'NEW_PASSWORD_REQUIRED after the password', seen(first));
  if (first.result?.ChallengeName !== 'NEW_PASSWORD_REQUIRED') return;
  const chosen = await attempt(signIn.newPassword(first.result, user.email, `Aa1!${randomUUID()}`));
  report.expect('first password set', 'no tokens', seen(chosen), !gaveTokens(chosen));
}

/** The code step: masking, wrong codes, resend. @returns the step that the right code answers, and that code */
export async function codeStep(run: Run): Promise<{ step: Step; code: string }> {
  const { signIn, user, report, target } = run;
  const first = await signIn.password(user);
  const { destination, codeLength, resendIn } = parametersOf(first);
  const asks = first.ChallengeName === 'CUSTOM_CHALLENGE';
  report.expect('right password', 'CUSTOM_CHALLENGE CODE_SENT', stepInWords(first), asks);
  if (!asks) throw new CommandError('The pool asks for no code, so the run ends here.');
  const [local = '', domain = ''] = user.email.split('@');
  const masked = !destination.includes(local) && !destination.includes(domain);
  report.expect('address', 'masked', destination, masked);

  const code = await target.readCode(user.email, 'first email');
  const digits = code.length === Number(codeLength);
  report.expect('code in the email', `${codeLength} digits`, `${code.length} digits`, digits);

  const again = await signIn.answer(first, wrong(code));
  const { outcome, attemptsLeft } = parametersOf(again);
  const left = `${stepInWords(again)}, ${attemptsLeft} attempts left`;
  const counted = outcome === 'WRONG_CODE' && Number(attemptsLeft) >= 1;
  report.expect('wrong code', 'CUSTOM_CHALLENGE WRONG_CODE, one attempt less', left, counted);

  const reused = await attempt(signIn.answer(first, 'status', STATUS_METADATA));
  report.observe('session used twice', 'reported: refused', seen(reused));

  let step = again;
  for (let round = 0; round < STATUS_ROUNDS; round++) {
    step = await signIn.answer(step, 'status', STATUS_METADATA);
  }
  const rounds = `${stepInWords(step)} after ${STATUS_ROUNDS + 1} rounds`;
  report.observe('rounds of one sign-in', 'unsure: Cognito may stop after three', rounds);

  await sleep(Number(parametersOf(step).resendIn || resendIn) * 1000 + 500);
  const resent = await signIn.resend(step);
  const anew = parametersOf(resent).outcome === 'CODE_SENT';
  report.expect('resend', 'CUSTOM_CHALLENGE CODE_SENT', stepInWords(resent), anew);
  const latest = await target.readCode(user.email, 'second email');
  if (latest === code) return { step: resent, code: latest };
  const old = await signIn.answer(resent, code);
  const replaced = parametersOf(old).outcome === 'WRONG_CODE';
  report.expect('code before the resend', 'no longer works', stepInWords(old), replaced);
  return { step: old, code: latest };
}

/** The right code, what is in the tokens, and what they are good for. */
export async function tokens(run: Run, { step, code }: { step: Step; code: string }) {
  const { signIn, report, claimName } = run;
  const done = await attempt(signIn.answer(step, code));
  report.expect('right code', 'tokens', seen(done), gaveTokens(done));
  const { IdToken, RefreshToken } = done.result?.AuthenticationResult ?? {};
  const once = await attempt(signIn.answer(step, code));
  report.expect('the same answer again', 'no tokens', seen(once), !gaveTokens(once));

  const claim = (await claimsOf(run, IdToken))[claimName];
  report.expect(`claim ${claimName}`, '"true"', JSON.stringify(claim), claim === 'true');

  const fresh = await attempt(signIn.refresh(RefreshToken ?? ''));
  report.expect('refresh', 'tokens', seen(fresh), gaveTokens(fresh));
  const renewed = (await claimsOf(run, fresh.result?.AuthenticationResult?.IdToken))[claimName];
  report.expect('claim after the refresh', '"true"', JSON.stringify(renewed), renewed === 'true');
}

/** An answer of an app that sends no binding with it. */
export async function withoutBinding({ signIn, user, report }: Run): Promise<void> {
  const step = await signIn.password(user);
  const answered = await attempt(signIn.answer(step, '000000', { binding: '' }));
  const outdated = refusalOf(answered) === 'EmailMfaClientOutdated';
  report.expect('no binding', 'refused: EmailMfaClientOutdated', seen(answered), outdated);
}

/** Every other way to tokens with the right password, through an app client that allows it. */
export async function otherClient(run: Run): Promise<void> {
  const { target, made, user, report } = run;
  const clientId = await made.passwordClient();
  const guard = 'EmailMfaRequired';
  const byPassword = await attempt<Step>(passwordOnly(target.cognito, clientId, user));
  const told = refusalOf(byPassword) === guard;
  report.expect('password client, plain', `refused: ${guard}`, seen(byPassword), told);
  const other = new SignInClient(target.cognito, target.userPoolId, clientId);
  const bySrp = await attempt(
    other.password(user, { flow: 'USER_SRP_AUTH', clientMetadata: newBinding() }),
  );
  const refused = refusalOf(bySrp) === guard;
  report.expect('password client, SRP', `refused: ${guard}`, seen(bySrp), refused);
  report.observe(
    'words of a refusal',
    'reported: "<Trigger> failed with error <message>."',
    byPassword.error?.message ?? 'none',
  );
}

function passwordOnly(cognito: CognitoIdentityProviderClient, ClientId: string, user: Credentials) {
  return cognito.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: user.email, PASSWORD: user.password },
      ClientMetadata: newBinding(),
    }),
  );
}

/** Verifies an ID token as an API would. @returns no claims if it is not valid */
async function claimsOf({ target }: Run, idToken = ''): Promise<JwtPayload> {
  const { issuer, clientId: audience } = target;
  const verifier = JwtVerifier.create({ issuer, audience });
  verifier.cacheJwks((await (await fetch(`${issuer}/.well-known/jwks.json`)).json()) as Jwks);
  return verifier.verify(idToken).catch(() => ({}) as JwtPayload);
}
