import type { SignInOutput } from 'aws-amplify/auth';
import type * as AmplifyAuth from 'aws-amplify/auth';
import { parseRefusal } from '../../../triggers/public-parameters';
import type { Told } from '../vue/language/useLanguage';
import { explain } from './explain';
import type { SignIn } from './signIn';

const SAVED: Told = { key: 'notice.passwordSaved' };

/** The step of an account that an admin created: its owner sets the first password of their own. */
export class FirstPassword {
  constructor(
    private readonly signIn: SignIn,
    private readonly auth: Pick<typeof AmplifyAuth, 'confirmSignIn'>,
  ) {}

  /**
   * On return the sign-in goes on from the sign-in form: by itself, or from the start if `flow.next` is
   * not set.
   * @throws Error if the password can't be used; `flow.problem` says why
   */
  async set(password: string, attributes: Record<string, string>): Promise<void> {
    const { signIn } = this;
    const { email } = signIn.flow;
    signIn.flow.problem = undefined;
    try {
      const step = await signIn.takeStep(await this.answer(password, attributes));
      signIn.goOn(email, SAVED, async () => step);
    } catch (error) {
      // The password is set, but tokens are given out only after a code: sign in again.
      if (error instanceof Error && parseRefusal(error.message)?.code === 'EmailMfaRequired') {
        return signIn.goOn(email, SAVED, () => signIn.withPassword(email, password));
      }
      const { told, signInOver } = explain(error, 'firstPassword');
      if (!signInOver) signIn.fail(told, error);
      signIn.startOver(told);
    }
  }

  private async answer(
    challengeResponse: string,
    userAttributes: Record<string, string>,
  ): Promise<SignInOutput> {
    const { signIn } = this;
    const options = { userAttributes, clientMetadata: signIn.metadata() };
    const confirm = () => this.auth.confirmSignIn({ challengeResponse, options });
    try {
      return await confirm();
    } catch (error) {
      if (explain(error, 'firstPassword').told.key !== 'notice.sessionOver') throw error;
      await signIn.withPassword(signIn.flow.email, signIn.temporaryPassword);
      return confirm();
    }
  }
}
