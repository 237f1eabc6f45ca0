import { useAuthenticator as useUntyped } from '@aws-amplify/ui-vue';

/** The part of the Authenticator's state and events that our forms use. */
export interface AuthenticatorState {
  route: string | null;
  isPending: boolean;
  submitForm(data: Record<string, string>): void;
  /** Asks Cognito for another email, at sign-up or for a forgotten password. */
  resendCode(): void;
  /** Works at any step, also during a call, whose result is then dropped. */
  toSignIn(): void;
  toSignUp(): void;
  toForgotPassword(): void;
  signOut(): void;
  send(event: { type: 'INIT'; data: { services: object } }): void;
}

/** The package declares it as `any`. */
export const useAuthenticator: () => AuthenticatorState = useUntyped;
