import { ref, shallowRef } from 'vue';
import { type Account, AccountApi, explainAccount } from '../../client/accountApi';
import type { Message } from '../../client/messages';
import { useConfig } from '../config';
import { useSignIn } from '../useSignIn';
import { endsSession, type Session, sessionTokens } from './session';

/**
 * Remembered browsers and recent sign-ins of the person, and what can be done with them.
 * @param onSessionEnd called when a call finds that the session is over
 */
export function useAccount(session: () => Session | undefined, onSessionEnd: () => void) {
  const { accountApi } = useConfig();
  const { browserKeys } = useSignIn();
  /** Undefined where the deployment has none. */
  const api = accountApi === undefined ? undefined : new AccountApi(accountApi, sessionTokens);
  const account = shallowRef<Account>();
  /** Id of the key that this browser is remembered by. */
  const ownId = ref<string>();
  const problem = shallowRef<Message>();
  const news = shallowRef<Message>();
  const busy = ref(false);

  /** Runs a call to the API. @returns whether it succeeded; if not, `problem` says why */
  async function run(call: (api: AccountApi) => Promise<void>): Promise<boolean> {
    if (!api || busy.value) return false;
    busy.value = true;
    problem.value = undefined;
    news.value = undefined;
    try {
      await call(api);
      return true;
    } catch (error) {
      if (endsSession(error)) onSessionEnd();
      else problem.value = explainAccount(error);
      return false;
    } finally {
      busy.value = false;
    }
  }

  const load = () =>
    run(async (api) => {
      ownId.value = (await browserKeys.find(session()?.username ?? ''))?.id;
      account.value = await api.read();
    });

  /** Takes one browser off the list, or all of them. */
  function without(id?: string): void {
    if (!account.value) return;
    const { signIns, browsers } = account.value;
    account.value = { signIns, browsers: browsers.filter((other) => id && other.id !== id) };
  }

  /** @param browser how the message names it */
  const forget = (id: string, browser: string) =>
    run(async (api) => {
      await api.forgetBrowser(id);
      if (id === ownId.value) await browserKeys.forget(session()?.username ?? '');
      without(id);
      news.value = { code: 'browserForgotten', values: { browser } };
    });

  const forgetAll = () =>
    run(async (api) => {
      await api.forgetBrowsers();
      await browserKeys.forget(session()?.username ?? '');
      without();
      news.value = { code: 'browsersForgotten' };
    });

  return { api, account, ownId, problem, news, busy, load, forget, forgetAll };
}
