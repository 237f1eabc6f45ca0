import type { Browsers } from '../limits/browsers';
import type { RecentSignIn } from '../store/sign-ins';

/** The answer of `GET /account`; openapi.json describes it. */
export interface Overview {
  browsers: {
    id: string;
    browserName?: string | undefined;
    systemName?: string | undefined;
    createdAt: string;
    lastUsedAt: string;
    expiresAt: string;
  }[];
  signIns: {
    at: string;
    how: RecentSignIn['how'];
    browserName?: string | undefined;
    systemName?: string | undefined;
  }[];
}

/** What a user may see of the own records: no keys, app clients or addresses. The last used browser is first. */
export const overviewOf = (browsers: Browsers, signIns: RecentSignIn[]): Overview => ({
  browsers: Object.entries(browsers)
    .sort(([, one], [, other]) => other.lastUsedAt - one.lastUsedAt)
    .map(([id, { browserName, systemName, createdAt, lastUsedAt, expiresAt }]) => ({
      id,
      browserName,
      systemName,
      createdAt: iso(createdAt),
      lastUsedAt: iso(lastUsedAt),
      expiresAt: iso(expiresAt),
    })),
  signIns: signIns.map(({ at, how, browserName, systemName }) => ({
    at: iso(at),
    how,
    browserName,
    systemName,
  })),
});

const iso = (time: number): string => new Date(time).toISOString();
