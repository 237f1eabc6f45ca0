export type TextStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** A storage that lasts as long as the page. */
export function memoryStorage(): TextStorage {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

/**
 * A storage of the browser, or memory if the browser has none for this page: with cookies blocked, reading
 * `window.localStorage` throws, and in some private windows writing to it does.
 */
export function browserStorage(name: 'localStorage' | 'sessionStorage'): TextStorage {
  try {
    const storage = globalThis[name];
    const probe = 'storage-probe';
    storage.setItem(probe, probe);
    storage.removeItem(probe);
    return storage;
  } catch {
    return memoryStorage();
  }
}
