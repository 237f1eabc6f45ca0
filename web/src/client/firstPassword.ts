import type { SignInOutput } from 'aws-amplify/auth';
import type * as AmplifyAuth from 'aws-amplify/auth';
import { newBinding, parseRefusal } from '../../../triggers/public-parameters';
import { explain } from './explain';
import type { Message } from './messages';
import type { SignIn } from './signIn';

const SAVED: Message = { code: 'passwordSaved' };

/** Sets the first password of an account that an administrator created. */
export class FirstPassword {
  constructor(
    private readonly signIn: SignIn,
    private readonly auth: Pick<typeof AmplifyAuth, 'confirmSignIn'>,
  ) {}

  /**
   * Afterwards the Authenticator has to show the sign-in form, which continues the sign-in or, without
   * `state.continuation`, starts a new one.
   * @throws Error if the pool refuses the password; `state.problem` says why
   */
  async set(password: string, attributes: Record<string, string>): Promise<void> {
    const { signIn } = this;
    const { email } = signIn.state;
    signIn.state.problem = undefined;
    try {
      const step = await signIn.takeStep(await this.answer(password, attributes));
      signIn.continueWith(email, SAVED, async () => step);
    } catch (error) {
      // The password is set, but there are no tokens without a code: sign in with it.
      if (error instanceof Error && parseRefusal(error.message)?.code === 'EmailMfaRequired') {
        return signIn.continueWith(email, SAVED, () => signIn.withPassword(email, password));
      }
      const { message, signInOver } = explain(error, 'firstPassword');
      if (!signInOver) signIn.fail(message, error);
      signIn.startOver(message);
    }
  }

  private async answer(
    challengeResponse: string,
    userAttributes: Record<string, string>,
  ): Promise<SignInOutput> {
    const { signIn } = this;
    const options = {
      userAttributes,
      clientMetadata: { ...signIn.metadata(), ...newBinding() },
    };
    const confirm = () => this.auth.confirmSignIn({ challengeResponse, options });
    try {
      return await confirm();
    } catch (error) {
      if (explain(error, 'firstPassword').message.code !== 'signInTimedOut') throw error;
      await signIn.withPassword(signIn.state.email, signIn.temporaryPassword);
      return confirm();
    }
  }
}
