import {
  AdminAddUserToGroupCommand,
  AdminDeleteUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  CreateGroupCommand,
  DeleteGroupCommand,
  GetGroupCommand,
  ListGroupsCommand,
  ListUsersInGroupCommand,
  paginateListGroups,
  UpdateGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider';

import { claims, POOL, refusal, startFixture, type Fixture } from './fixture';

let fixture: Fixture;
beforeEach(async () => (fixture = await startFixture()));
afterEach(() => fixture.close());

const UserPoolId = POOL;
const create = (GroupName: string, settings = {}) =>
  fixture.sdk.send(new CreateGroupCommand({ UserPoolId, GroupName, ...settings }));
const add = (GroupName: string, Username: string) =>
  fixture.sdk.send(new AdminAddUserToGroupCommand({ UserPoolId, GroupName, Username }));
const membersOf = async (GroupName: string) =>
  (await fixture.sdk.send(new ListUsersInGroupCommand({ UserPoolId, GroupName }))).Users?.map(
    ({ Username }) => Username,
  );

test('a user is put into a group, and found in it, by email and by sub', async () => {
  const sub = await fixture.createUser('ann@example.com');
  await create('admins');
  await create('editors');
  await add('admins', 'ann@example.com');
  await add('editors', sub);
  for (const Username of ['ann@example.com', sub]) {
    const { Groups } = await fixture.sdk.send(
      new AdminListGroupsForUserCommand({ UserPoolId, Username }),
    );
    expect(Groups?.map(({ GroupName }) => GroupName)).toEqual(['admins', 'editors']);
  }
  expect(await membersOf('admins')).toEqual([sub]);
  await fixture.sdk.send(
    new AdminRemoveUserFromGroupCommand({
      UserPoolId,
      GroupName: 'admins',
      Username: 'ann@example.com',
    }),
  );
  expect(await membersOf('admins')).toEqual([]);
  await fixture.sdk.send(new AdminDeleteUserCommand({ UserPoolId, Username: sub }));
  expect(await membersOf('editors')).toEqual([]);
});

test('a group is made once, changed and deleted', async () => {
  await create('admins', { Description: 'first' });
  expect((await refusal(create('admins'))).name).toBe('GroupExistsException');
  await fixture.sdk.send(
    new UpdateGroupCommand({ UserPoolId, GroupName: 'admins', Precedence: 1 }),
  );
  const get = () => fixture.sdk.send(new GetGroupCommand({ UserPoolId, GroupName: 'admins' }));
  expect((await get()).Group).toMatchObject({ GroupName: 'admins', Precedence: 1 });
  await fixture.sdk.send(new DeleteGroupCommand({ UserPoolId, GroupName: 'admins' }));
  expect((await refusal(get())).name).toBe('ResourceNotFoundException');
});

test('groups are listed in pages', async () => {
  for (const name of ['a', 'b', 'c', 'd', 'e']) await create(name);
  const { Groups, NextToken } = await fixture.sdk.send(
    new ListGroupsCommand({ UserPoolId, Limit: 2 }),
  );
  expect([Groups?.length, typeof NextToken]).toEqual([2, 'string']);
  const names: (string | undefined)[] = [];
  const pages = paginateListGroups({ client: fixture.sdk, pageSize: 2 }, { UserPoolId });
  for await (const page of pages)
    for (const group of page.Groups ?? []) names.push(group.GroupName);
  expect(names).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('tokens carry groups, roles and the role of the group that comes first', async () => {
  const sub = await fixture.createUser('bob@example.com');
  await create('admins', { Precedence: 5, RoleArn: 'arn:aws:iam::1:role/admins' });
  await create('editors', { Precedence: 1, RoleArn: 'arn:aws:iam::1:role/editors' });
  await add('admins', sub);
  await add('editors', sub);
  const Session = await fixture.openChallenge('bob@example.com');
  const done = await fixture.answer(Session, 'bob@example.com', '123456');
  expect(claims(done.AuthenticationResult?.IdToken)).toMatchObject({
    'cognito:groups': ['admins', 'editors'],
    'cognito:roles': ['arn:aws:iam::1:role/admins', 'arn:aws:iam::1:role/editors'],
    'cognito:preferred_role': 'arn:aws:iam::1:role/editors',
  });
});
