import type { BrowserKey, KeyStore } from './browserKeys';

const DATABASE = 'email-mfa';
const STORE = 'browser-keys';

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Opened for each call: a browser closes databases when a person clears its storage. */
async function inStore<T>(
  mode: IDBTransactionMode,
  call: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const opening = indexedDB.open(DATABASE);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await done(opening);
  try {
    const transaction = database.transaction(STORE, mode);
    const result = await done(call(transaction.objectStore(STORE)));
    // Only now a write is certain to last.
    if (mode === 'readwrite') {
      await new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error);
      });
    }
    return result;
  } finally {
    database.close();
  }
}

/** Keys in IndexedDB, which stores a private key without ever showing its bytes to the page. */
export const browserKeyStore: KeyStore = {
  get: (name) =>
    inStore('readonly', (store): IDBRequest<BrowserKey | undefined> => store.get(name)),
  put: async (name, key) => void (await inStore('readwrite', (store) => store.put(key, name))),
  delete: (name) => inStore('readwrite', (store) => store.delete(name)),
};
