import { Amplify, createAmplifyContext } from 'aws-amplify';
import { createUserPoolsTokenProvider } from 'aws-amplify/adapter-core';
import { confirmSignIn, type ConfirmSignInInput, signIn, type SignInInput } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider, DefaultTokenStore } from 'aws-amplify/auth/cognito';
import { FRESH_METADATA } from '../../../../triggers/public-parameters';
import { CodeAnswers } from '../../client/codeAnswers';
import { SignInMemory } from '../../client/memory';
import { SignIn } from '../../client/signIn';
import type { SignInState } from '../../client/state';
import { memoryStorage } from '../../client/storage';

/** Amplify reads and writes tokens asynchronously. */
function asyncStorage() {
  const { getItem, setItem, removeItem } = memoryStorage();
  return {
    getItem: async (key: string) => getItem(key),
    setItem: async (key: string, value: string) => setItem(key, value),
    removeItem: async (key: string) => removeItem(key),
    clear: async () => {},
  };
}

/**
 * Another sign-in beside the session that goes on: Amplify refuses a second one, so this one keeps its tokens
 * apart until it has succeeded. It asks for a code on a remembered browser, too, and a reload leaves it.
 */
export function freshSignIn(state: SignInState, metadata: () => Record<string, string>) {
  const config = Amplify.getConfig();
  const authConfig = config.Auth;
  if (!authConfig) throw new Error('Amplify is not configured');
  const storage = asyncStorage();
  const tokenProvider = createUserPoolsTokenProvider(authConfig, storage);
  const context = createAmplifyContext(config, { Auth: { tokenProvider } });
  const auth = {
    signIn: (input: SignInInput) => signIn(context, input),
    confirmSignIn: (input: ConfirmSignInInput) => confirmSignIn(context, input),
    signOut: async () => {},
  };
  const memory = new SignInMemory(memoryStorage());
  const fresh = new SignIn(state, auth, memory, () => ({ ...metadata(), ...FRESH_METADATA }));

  const store = new DefaultTokenStore();
  store.setAuthConfig(authConfig);
  store.setKeyValueStorage(storage);

  /** Its tokens become those of the session. */
  async function adoptTokens(): Promise<void> {
    const tokens = await store.loadTokens();
    if (tokens) await cognitoUserPoolsTokenProvider.authTokenStore.storeTokens(tokens);
  }
  return { signIn: fresh, codeAnswers: new CodeAnswers(fresh), adoptTokens };
}
