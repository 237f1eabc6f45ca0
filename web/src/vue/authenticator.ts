import { useAuthenticator as useUntyped } from '@aws-amplify/ui-vue';

/** The part of the Authenticator's state and events that our own forms use. */
export interface AuthenticatorState {
  route: string | null;
  isPending: boolean;
  submitForm(data: Record<string, string>): void;
  /** Asks Cognito for another mail, on sign-up and for a forgotten password. */
  resendCode(): void;
  /** From any step, also while a call is under way; its result is then dropped. */
  toSignIn(): void;
  toSignUp(): void;
  toForgotPassword(): void;
}

/** The package's own declaration is `any`. */
export const useAuthenticator: () => AuthenticatorState = useUntyped;
