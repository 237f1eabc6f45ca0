import type { SignInInput, SignInOutput } from 'aws-amplify/auth';
import { nextTick, reactive, watchEffect } from 'vue';

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
}

/** The Authenticator itself, whose package declares it as `any`. */
interface Authenticator extends AuthenticatorState {
  send(event: { type: 'INIT'; data: { services: Services } }): void;
}

interface Services {
  handleSignIn(input: SignInInput): Promise<SignInOutput>;
}

let authenticator: Authenticator | undefined;
let services: Services | undefined;
/** The sign-in that was sent before the Authenticator was there. */
let early: Promise<SignInOutput> | undefined;
/** What else was asked of it by then. */
const waiting: ((authenticator: Authenticator) => void)[] = [];

function whenThere(act: (authenticator: Authenticator) => void): void {
  if (authenticator) act(authenticator);
  else waiting.push(act);
}

/**
 * Stands for the Authenticator, which is a third of the page's script and is loaded while people type. Until
 * then this has the sign-in form and sends what is entered; the Authenticator gets the answer.
 */
const state: AuthenticatorState = reactive({
  route: null,
  isPending: false,
  submitForm(data) {
    const { username = '', password = '' } = data;
    if (!authenticator && services && !early) {
      state.isPending = true;
      early = services.handleSignIn({ username, password });
      // The Authenticator looks at the error.
      early.catch(() => undefined);
    }
    whenThere((there) => there.submitForm(data));
  },
  resendCode: () => whenThere((there) => there.resendCode()),
  toSignIn: () => whenThere((there) => there.toSignIn()),
  toSignUp: () => whenThere((there) => there.toSignUp()),
  toForgotPassword: () => whenThere((there) => there.toForgotPassword()),
  signOut: () => whenThere((there) => there.signOut()),
});

export const useAuthenticator = (): AuthenticatorState => state;

/** States in which it finds out who is signed in. */
const BETWEEN_STEPS = ['idle', 'setup', 'transition', 'signOut'];

/**
 * Loads the Authenticator.
 * @param signInFirst whether the sign-in form is what comes, so that it need not wait
 * @throws what `import()` throws
 */
export async function startAuthenticator(ours: Services, signInFirst: boolean): Promise<void> {
  services = ours;
  if (signInFirst) state.route = 'signIn';
  const { useAuthenticator: load } = await import('./ui-vue');
  const loaded = load() as Authenticator;
  const handleSignIn = (input: SignInInput) => {
    const answer = early ?? ours.handleSignIn(input);
    early = undefined;
    return answer;
  };
  let hasServices = false;
  watchEffect(() => {
    // It passes through this state again after a sign-out, and then has its services.
    if (loaded.route !== 'setup' || hasServices) return;
    hasServices = true;
    loaded.send({ type: 'INIT', data: { services: { ...ours, handleSignIn } } });
  });
  const stop = watchEffect(() => {
    if (BETWEEN_STEPS.includes(loaded.route ?? 'idle')) return;
    void nextTick(() => attach(loaded));
    stop();
  });
}

async function attach(loaded: Authenticator): Promise<void> {
  authenticator = loaded;
  for (const act of waiting.splice(0)) act(loaded);
  // By then its state is that after what was asked.
  await nextTick();
  watchEffect(() => {
    const { route, isPending } = loaded;
    Object.assign(state, { route, isPending });
  });
}
