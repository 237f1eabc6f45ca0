import type { DataStore } from 'cognito-local/lib/services/dataStore/dataStore';
import type { DataStoreFactory } from 'cognito-local/lib/services/dataStore/factory';
import type { Context } from 'cognito-local/lib/services/context';

type Tree = { [key: string]: unknown };

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** Own properties only: a user named `constructor` must not find one. */
const child = (tree: unknown, key: string) =>
  isTree(tree) && Object.hasOwn(tree, key) ? tree[key] : undefined;

/** cognito-local's data store without its files: a local pool lives as long as its process. */
class MemoryStore implements DataStore {
  constructor(private readonly root: Tree) {}

  async get<T>(_ctx: Context, key: string | string[], defaultValue?: T): Promise<T> {
    return ([key].flat().reduce(child, this.root as unknown) ?? defaultValue ?? null) as T;
  }

  async getRoot<T>(): Promise<T | null> {
    return this.root as T;
  }

  async set<T>(_ctx: Context, key: string | string[], value: T): Promise<void> {
    const { parent, last } = this.locate(key);
    Object.defineProperty(parent, last, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }

  async delete(_ctx: Context, key: string | string[]): Promise<void> {
    const { parent, last } = this.locate(key);
    Reflect.deleteProperty(parent, last);
  }

  private locate(key: string | string[]): { parent: Tree; last: string } {
    const path = [key].flat();
    const last = path.pop() ?? '';
    const parent = path.reduce<Tree>((tree, step) => {
      const next = child(tree, step);
      if (isTree(next)) return next;
      const created: Tree = {};
      tree[step] = created;
      return created;
    }, this.root);
    return { parent, last };
  }
}

export class MemoryStoreFactory implements DataStoreFactory {
  async create(_ctx: Context, _id: string, defaults: object): Promise<DataStore> {
    return new MemoryStore({ ...defaults });
  }
}
