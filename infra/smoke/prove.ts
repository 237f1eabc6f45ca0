import {
  codeStep,
  firstSignIn,
  otherClient,
  tokens,
  withoutBinding,
  withoutPassword,
  type Run,
} from './checks';
import type { Made } from './made';
import type { Report } from './report';
import { SignInClient } from './sign-in-client';
import type { Target } from './target';

export interface ProofOptions {
  email: string;
  claimName: string;
}

/**
 * Plays one user's sign-ins on a pool and reports what it does.
 * @param made gets what was created; the caller deletes it
 * @throws an SDK error or CommandError if the run cannot go on
 */
export async function prove(
  target: Target,
  made: Made,
  report: Report,
  { email, claimName }: ProofOptions,
): Promise<void> {
  const signIn = new SignInClient(target.cognito, target.userPoolId, target.clientId);
  const { username, temporaryPassword } = await made.user(email);
  const run: Run = {
    target,
    made,
    report,
    signIn,
    claimName,
    user: { email, password: temporaryPassword },
  };
  await firstSignIn(run, temporaryPassword);
  run.user.password = await made.password(username);
  await withoutPassword(run);
  await tokens(run, await codeStep(run));
  await withoutBinding(run);
  await otherClient(run);
}
