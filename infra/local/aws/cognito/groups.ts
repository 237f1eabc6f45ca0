import { requiredText, type Request } from './auth-request';
import { CognitoError, ResourceNotFoundError } from './errors';
import { omit } from './omit';
import { pageOf } from './page';
import type { CognitoParts } from './parts';
import { describeUser } from './user-admin';
import type { Group, UserPool } from './user-pool';

export function newGroup(request: Request, now: Date): Group {
  return {
    GroupName: requiredText(request, 'GroupName'),
    ...settingsIn(request),
    CreationDate: now,
    LastModifiedDate: now,
    members: new Set(),
  };
}

/** Groups of a pool, and who is in them. */
export class Groups {
  constructor(private readonly parts: Pick<CognitoParts, 'directory' | 'now'>) {}

  create(request: Request) {
    const pool = this.pool(request);
    const GroupName = requiredText(request, 'GroupName');
    if (pool.groups.has(GroupName)) {
      throw new CognitoError('GroupExistsException', 'A group with the name already exists.');
    }
    const group = newGroup(request, new Date(this.parts.now()));
    pool.groups.set(GroupName, group);
    return { Group: describeGroup(pool, group) };
  }

  get(request: Request) {
    const pool = this.pool(request);
    return { Group: describeGroup(pool, this.group(pool, request)) };
  }

  update(request: Request) {
    const pool = this.pool(request);
    const { GroupName, CreationDate, members } = this.group(pool, request);
    const LastModifiedDate = new Date(this.parts.now());
    const group = { GroupName, CreationDate, members, ...settingsIn(request), LastModifiedDate };
    pool.groups.set(GroupName, group);
    return { Group: describeGroup(pool, group) };
  }

  delete(request: Request) {
    const pool = this.pool(request);
    pool.groups.delete(this.group(pool, request).GroupName);
    return {};
  }

  list(request: Request) {
    const pool = this.pool(request);
    const { items, token } = pageOf([...pool.groups.values()], nameOf, pagingOf(request));
    return { Groups: items.map((group) => describeGroup(pool, group)), NextToken: token };
  }

  addUser(request: Request) {
    const pool = this.pool(request);
    const group = this.group(pool, request);
    group.members.add(this.parts.directory.existingUser(pool, request['Username']).Username);
    return {};
  }

  removeUser(request: Request) {
    const pool = this.pool(request);
    const group = this.group(pool, request);
    group.members.delete(this.parts.directory.existingUser(pool, request['Username']).Username);
    return {};
  }

  listUsers(request: Request) {
    const pool = this.pool(request);
    const { members } = this.group(pool, request);
    const users = [...members].flatMap((name) => pool.find(name) ?? []);
    const { items, token } = pageOf(users, ({ Username }) => Username, pagingOf(request));
    return { Users: items.map(describeUser), NextToken: token };
  }

  listOfUser(request: Request) {
    const pool = this.pool(request);
    const user = this.parts.directory.existingUser(pool, request['Username']);
    const { items, token } = pageOf(pool.groupsOf(user), nameOf, pagingOf(request));
    return { Groups: items.map((group) => describeGroup(pool, group)), NextToken: token };
  }

  private pool(request: Request): UserPool {
    return this.parts.directory.pool(request['UserPoolId']);
  }

  private group(pool: UserPool, request: Request): Group {
    const group = pool.groups.get(requiredText(request, 'GroupName'));
    if (!group) throw new ResourceNotFoundError('Group not found.');
    return group;
  }
}

const nameOf = ({ GroupName }: Group) => GroupName;

const pagingOf = (request: Request) => ({ limit: request['Limit'], token: request['NextToken'] });

const settingsIn = (request: Request) =>
  Object.fromEntries(
    ['Description', 'Precedence', 'RoleArn']
      .filter((name) => request[name] !== undefined)
      .map((name) => [name, request[name]]),
  );

const describeGroup = ({ options }: UserPool, group: Group) => ({
  ...omit(group, 'members'),
  UserPoolId: options.Id,
});
