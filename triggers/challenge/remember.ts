import type { VerifyAuthChallengeResponseTriggerEvent } from 'aws-lambda';
import { DAY } from '../limits/rules';
import type { Browser } from '../limits/browsers';
import { toLocaleList } from '../mail/locales';
import { BROWSER_KEY } from '../public-parameters';
import type { RememberSettings } from '../runtime/remember';
import type { NoticeRecord } from '../store/records';
import { readPublicKey } from './browser-key';
import type { ChallengeState } from './challenge-state';
import type { ClientDetails } from './client-details';

interface Wish {
  event: Pick<VerifyAuthChallengeResponseTriggerEvent, 'request' | 'callerContext' | 'userPoolId'>;
  state: ChallengeState;
  client: ClientDetails;
  sub: string;
  now: number;
  settings: RememberSettings;
}

/**
 * The browser that an answer asks to be remembered, and the notice of it. All that is taken from the client is
 * the key, of the one kind, and names out of the fixed lists.
 * @returns undefined if it asks for none, with a key that is none, or where none is remembered. The code counts
 *   all the same
 */
export function browserToRemember({
  event,
  state,
  client,
  sub,
  now,
  settings,
}: Wish): { browser: Browser & { id: string }; notice: NoticeRecord | undefined } | undefined {
  const { request, callerContext, userPoolId } = event;
  if (settings.mode === 'no') return undefined;
  const key = readPublicKey(request.clientMetadata?.[BROWSER_KEY.rememberKey]);
  if (!key) return undefined;
  const { browserName, systemName, timeZone, locale } = client;
  const browser = {
    id: key.id,
    publicKey: key.raw,
    clientId: callerContext.clientId,
    browserName,
    systemName,
    createdAt: now,
    lastUsedAt: now,
    provedNonceOf: 0,
    expiresAt: now + settings.duration,
  };
  if (!settings.notice) return { browser, notice: undefined };
  return {
    browser,
    notice: {
      noticeKind: 'browserRemembered',
      id: `${userPoolId}#${sub}#browser#${key.id}#${now}`,
      sub,
      // Where the code went: that is where its owner reads.
      address: state.codeAddress,
      rememberedUntil: browser.expiresAt,
      browserName,
      systemName,
      locales: toLocaleList(request.userAttributes.locale, locale),
      timeZone,
      createdAt: now,
      expiresAtSeconds: Math.ceil((now + DAY) / 1000),
    },
  };
}
