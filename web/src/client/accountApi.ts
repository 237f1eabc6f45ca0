import { explain } from './explain';
import type { Message, MessageCode } from './messages';

/** A browser that needs no code. Times are ISO 8601. */
export interface RememberedBrowser {
  id: string;
  browserName?: string;
  systemName?: string;
  createdAt: string;
  lastUsedAt: string;
  expiresAt: string;
}

export interface RecentSignIn {
  at: string;
  how: 'code' | 'browser' | 'failed' | 'locked';
  browserName?: string;
  systemName?: string;
}

export interface Account {
  browsers: RememberedBrowser[];
  signIns: RecentSignIn[];
}

/** Both tokens of the session. */
export interface Tokens {
  idToken: string;
  accessToken: string;
}

/** Milliseconds. */
const TIMEOUT = 15_000;

/** An error of the API, by its own code. */
export class AccountApiError extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/** Whether a call needs a code that was entered minutes ago, not hours. */
export const needsFreshCode = (error: unknown): boolean =>
  error instanceof AccountApiError && error.code === 'FRESH_CODE_REQUIRED';

const MESSAGES: Record<string, MessageCode> = {
  ADDRESS_CHANGE_OFF: 'notAllowed',
  ADDRESS_INVALID: 'invalidEmail',
  ADDRESS_TAKEN: 'emailTaken',
  ADDRESS_UNCHANGED: 'emailUnchanged',
  CODE_REQUIRED: 'codeRequired',
  CODE_WRONG: 'incorrectCode',
  SIGN_IN_AGAIN: 'sessionEnded',
  TOO_MANY_REQUESTS: 'tooManyAttempts',
  UNREACHABLE: 'offline',
};

/** Explains an error of the account page: of the API, of Amplify or of Cognito. */
export function explainAccount(error: unknown): Message {
  const code = error instanceof AccountApiError ? MESSAGES[error.code] : undefined;
  return code ? { code } : explain(error, 'account').message;
}

/** The API for the person's own account: `triggers/account/openapi.json` describes it. */
export class AccountApi {
  constructor(
    private readonly address: string,
    private readonly tokens: () => Promise<Tokens>,
  ) {}

  async read(): Promise<Account> {
    const response = await this.call('GET', '/account');
    return (await response.json()) as Account;
  }

  /** A browser that is not remembered counts as forgotten. */
  async forgetBrowser(id: string): Promise<void> {
    try {
      await this.call('DELETE', `/account/browsers/${id}`);
    } catch (error) {
      if (!(error instanceof AccountApiError && error.code === 'BROWSER_UNKNOWN')) throw error;
    }
  }

  async forgetBrowsers(): Promise<void> {
    await this.call('DELETE', '/account/browsers');
  }

  /** Emails a code to a new address. */
  async requestEmail(email: string): Promise<void> {
    await this.call('POST', '/account/email', { email });
  }

  /** The new address counts from now on. */
  async confirmEmail(code: string): Promise<void> {
    await this.call('POST', '/account/email/confirm', { code });
  }

  /** @throws AccountApiError, or what `tokens` throws */
  private async call(method: string, path: string, body?: object): Promise<Response> {
    const { idToken, accessToken } = await this.tokens();
    const response = await fetch(this.address.replace(/\/$/, '') + path, {
      method,
      headers: {
        authorization: `Bearer ${idToken}`,
        'x-access-token': accessToken,
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body ? JSON.stringify(body) : null,
      signal: AbortSignal.timeout(TIMEOUT),
    }).catch(() => {
      throw new AccountApiError('UNREACHABLE');
    });
    if (response.ok) return response;
    const { error = 'UNAVAILABLE' } = (await response.json().catch(() => ({}))) as {
      error?: string;
    };
    throw new AccountApiError(response.status === 401 ? 'SIGN_IN_AGAIN' : error);
  }
}
