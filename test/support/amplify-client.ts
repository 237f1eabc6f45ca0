import { Amplify } from 'aws-amplify';
import { confirmSignIn, fetchAuthSession, signIn, signOut } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import {
  newBinding,
  RESEND_METADATA,
  type PublicChallengeParameters,
} from '../../triggers/public-parameters';
import type { StackFacts } from '../../infra/cli/stack-file';
import type { Credentials } from './srp-client';

/** Amplify keeps one configuration and one sign-in per process; Jest gives each test file its own. */
export function configureAmplify(stack: StackFacts): void {
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: stack.userPoolId,
        userPoolClientId: stack.clientId,
        userPoolEndpoint: `${stack.endpoints.cognito}/`,
      },
    },
  });
}

/** The refresh token that Amplify holds. */
export const heldRefreshToken = async (): Promise<string> =>
  (await cognitoUserPoolsTokenProvider.authTokenStore.loadTokens())?.refreshToken ?? '';

type Output = Awaited<ReturnType<typeof signIn>>;

/** The public challenge parameters of a step that asks for the code. */
export function challengeOf({ nextStep }: Output): PublicChallengeParameters {
  if (nextStep.signInStep !== 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE') {
    throw new Error(`Not the code step: ${nextStep.signInStep}`);
  }
  return nextStep.additionalInfo as unknown as PublicChallengeParameters;
}

export const passwordStep = ({ email, password }: Credentials): Promise<Output> =>
  signIn({ username: email, password, options: { authFlowType: 'CUSTOM_WITH_SRP' } });

export const codeStep = (code: string): Promise<Output> =>
  confirmSignIn({ challengeResponse: code, options: { clientMetadata: newBinding() } });

export const resendStep = (): Promise<Output> =>
  confirmSignIn({ challengeResponse: 'resend', options: { clientMetadata: RESEND_METADATA } });

export { fetchAuthSession, signOut };
