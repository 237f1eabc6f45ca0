import { ClientAdmin } from './client-admin';
import type { Request } from './auth-request';
import { Groups } from './groups';
import { InitiateAuth } from './initiate-auth';
import { OwnAccount } from './own-account';
import type { CognitoParts } from './parts';
import { PasswordRecovery } from './password-recovery';
import { PoolAdmin } from './pool-admin';
import { RespondToChallenge } from './respond-to-challenge';
import { SignInMoves } from './sign-in';
import { SignUp } from './sign-up';
import { UserAdmin } from './user-admin';
import { UserMigration } from './user-migration';

/** The parts of the API, by subject. */
export type Subjects = ReturnType<typeof subjectsOf>;

/** @param identities addresses and domains that SES has verified */
export function subjectsOf(parts: CognitoParts, identities: readonly string[]) {
  const moves = new SignInMoves(parts);
  const migration = new UserMigration(parts);
  const initiate = new InitiateAuth(parts, moves, migration);
  return {
    initiate,
    respond: new RespondToChallenge(parts, moves, initiate),
    signUp: new SignUp(parts),
    recovery: new PasswordRecovery(parts, migration),
    users: new UserAdmin(parts),
    groups: new Groups(parts),
    own: new OwnAccount(parts),
    clients: new ClientAdmin(parts),
    pool: new PoolAdmin(parts, identities),
  };
}

/** The operations that are emulated; every other one is refused by name. */
export const OPERATIONS: Record<
  string,
  (subjects: Subjects, request: Request) => object | Promise<object>
> = {
  InitiateAuth: ({ initiate }, request) => initiate.handle(request, false),
  AdminInitiateAuth: ({ initiate }, request) => initiate.handle(request, true),
  RespondToAuthChallenge: ({ respond }, request) => respond.handle(request, false),
  AdminRespondToAuthChallenge: ({ respond }, request) => respond.handle(request, true),
  GetTokensFromRefreshToken: ({ initiate }, request) => initiate.tokensFromRefreshToken(request),
  SignUp: ({ signUp }, request) => signUp.signUp(request),
  ConfirmSignUp: ({ signUp }, request) => signUp.confirm(request),
  AdminConfirmSignUp: ({ signUp }, request) => signUp.adminConfirm(request),
  ResendConfirmationCode: ({ signUp }, request) => signUp.resendCode(request),
  ForgotPassword: ({ recovery }, request) => recovery.forgot(request),
  ConfirmForgotPassword: ({ recovery }, request) => recovery.confirm(request),
  AdminResetUserPassword: ({ recovery }, request) => recovery.adminReset(request),
  AdminCreateUser: ({ users }, request) => users.create(request),
  AdminDeleteUser: ({ users }, request) => users.delete(request),
  AdminDeleteUserAttributes: ({ users }, request) => users.deleteAttributes(request),
  AdminDisableUser: ({ users }, request) => users.disable(request),
  AdminEnableUser: ({ users }, request) => users.enable(request),
  AdminGetUser: ({ users }, request) => users.get(request),
  AdminSetUserPassword: ({ users }, request) => users.setPassword(request),
  AdminUpdateUserAttributes: ({ users }, request) => users.updateAttributes(request),
  AdminUserGlobalSignOut: ({ users }, request) => users.signOut(request),
  ListUsers: ({ users }, request) => users.list(request),
  CreateGroup: ({ groups }, request) => groups.create(request),
  GetGroup: ({ groups }, request) => groups.get(request),
  UpdateGroup: ({ groups }, request) => groups.update(request),
  DeleteGroup: ({ groups }, request) => groups.delete(request),
  ListGroups: ({ groups }, request) => groups.list(request),
  AdminAddUserToGroup: ({ groups }, request) => groups.addUser(request),
  AdminRemoveUserFromGroup: ({ groups }, request) => groups.removeUser(request),
  AdminListGroupsForUser: ({ groups }, request) => groups.listOfUser(request),
  ListUsersInGroup: ({ groups }, request) => groups.listUsers(request),
  GetUser: ({ own }, request) => own.get(request),
  DeleteUser: ({ own }, request) => own.delete(request),
  ChangePassword: ({ own }, request) => own.changePassword(request),
  UpdateUserAttributes: ({ own }, request) => own.updateAttributes(request),
  DeleteUserAttributes: ({ own }, request) => own.deleteAttributes(request),
  GetUserAttributeVerificationCode: ({ own }, request) => own.requestVerificationCode(request),
  VerifyUserAttribute: ({ own }, request) => own.verifyAttribute(request),
  GlobalSignOut: ({ own }, request) => own.globalSignOut(request),
  RevokeToken: ({ own }, request) => own.revokeToken(request),
  DescribeUserPool: ({ pool }, request) => pool.describe(request),
  ListUserPools: ({ pool }) => pool.list(),
  ListUserPoolReplicas: () => ({ UserPoolReplicas: [] }),
  UpdateUserPool: ({ pool }, request) => pool.update(request),
  DeleteUserPool: ({ pool }, request) => pool.delete(request),
  AddCustomAttributes: ({ pool }, request) => pool.addCustomAttributes(request),
  GetUserPoolMfaConfig: ({ pool }, request) => pool.mfaConfig(request),
  SetUserPoolMfaConfig: ({ pool }, request) => pool.setMfaConfig(request),
  CreateUserPoolClient: ({ clients }, request) => clients.create(request),
  UpdateUserPoolClient: ({ clients }, request) => clients.update(request),
  DescribeUserPoolClient: ({ clients }, request) => clients.describe(request),
  DeleteUserPoolClient: ({ clients }, request) => clients.delete(request),
  ListUserPoolClients: ({ clients }, request) => clients.list(request),
};
