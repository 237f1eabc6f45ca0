import { useAuthenticator as useUntyped } from '@aws-amplify/ui-vue';

/** The part of the Authenticator's state and events that our own forms use. */
export interface AuthenticatorState {
  route: string | null;
  /** Of the last submit. */
  error?: string;
  isPending: boolean;
  hasValidationErrors: boolean;
  submitForm(data: Record<string, string>): void;
  updateForm(field: { name: string; value: string }): void;
  updateBlur(field: { name: string }): void;
  /** From any step, also while a call is under way; its result is then dropped. */
  toSignIn(): void;
}

/** The package's own declaration is `any`. */
export const useAuthenticator: () => AuthenticatorState = useUntyped;
