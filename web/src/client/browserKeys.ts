import {
  browserProofText,
  NO_BROWSER_KEY,
  type BrowserKeyParameters,
} from '../../../triggers/public-parameters';

/** Milliseconds that a sign-in waits for the browser's storage or cryptography. Then the emailed code comes. */
const PATIENCE = 2000;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** The key of a remembered browser. A script in the page can use its private half, but not copy it. */
export interface BrowserKey {
  /** base64url SHA-256 of the public half. */
  id: string;
  /** base64url of the uncompressed point, 65 bytes. */
  publicKey: string;
  privateKey: CryptoKey;
}

/** Where keys are kept, by name. */
export interface KeyStore {
  get(name: string): Promise<BrowserKey | undefined>;
  put(name: string, key: BrowserKey): Promise<void>;
  delete(name: string): Promise<void>;
}

export interface PoolAndClient {
  userPoolId: string;
  userPoolClientId: string;
}

function base64url(bytes: ArrayBuffer): string {
  const base64 = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * The keys of this browser: one for each user who asked to be remembered, by pool, app client and the name
 * that the user typed. Nothing here throws or waits for long: where storage is blocked, slow or emptied, or
 * the page has no WebCrypto, there is no key.
 */
export class BrowserKeys {
  constructor(
    private readonly store: KeyStore,
    private readonly pool: () => PoolAndClient,
    private readonly patience = PATIENCE,
  ) {}

  /** Whether this browser can be remembered. */
  async available(): Promise<boolean> {
    const canStore = await this.attempt(() => this.store.get('').then(() => true));
    return Boolean(canStore && globalThis.crypto?.subtle);
  }

  find(username: string): Promise<BrowserKey | undefined> {
    return this.attempt(() => this.store.get(this.nameOf(username)));
  }

  /**
   * Makes a new key, which is kept only if the sign-in succeeds. An old one is not used again: it may have
   * been forgotten because somebody copied the browser's profile.
   */
  make(): Promise<BrowserKey | undefined> {
    return this.attempt(async () => {
      const { subtle } = crypto;
      const { publicKey, privateKey } = await subtle.generateKey(ALGORITHM, false, ['sign']);
      const point = await subtle.exportKey('raw', publicKey);
      const id = base64url(await subtle.digest('SHA-256', point));
      return { id, publicKey: base64url(point), privateKey };
    });
  }

  async keep(username: string, key: BrowserKey): Promise<void> {
    await this.attempt(() => this.store.put(this.nameOf(username), key));
  }

  async forget(username: string): Promise<void> {
    await this.attempt(() => this.store.delete(this.nameOf(username)));
  }

  /** The answer to a challenge of the user's browser. */
  async prove(username: string, challenge: BrowserKeyParameters): Promise<string> {
    const proof = await this.attempt(async () => {
      const key = await this.store.get(this.nameOf(username));
      if (!key) return undefined;
      const { userPoolId, userPoolClientId: clientId } = this.pool();
      const text = new TextEncoder().encode(
        browserProofText({ ...challenge, userPoolId, clientId }),
      );
      const how = { name: ALGORITHM.name, hash: 'SHA-256' };
      return base64url(await crypto.subtle.sign(how, key.privateKey, text));
    });
    return proof ?? NO_BROWSER_KEY;
  }

  private nameOf(username: string): string {
    const { userPoolId, userPoolClientId } = this.pool();
    return [userPoolId, userPoolClientId, username.trim().toLowerCase()].join('/');
  }

  private async attempt<T>(call: () => Promise<T>): Promise<T | undefined> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLate = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), this.patience);
    });
    try {
      return await Promise.race([call(), tooLate]);
    } catch {
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }
}
