import { ClientAdmin } from './client-admin';
import type { AppClient } from './app-client';
import type { Request } from './auth-request';
import { CognitoError } from './errors';
import { Groups } from './groups';
import type { Api } from './http';
import { InitiateAuth } from './initiate-auth';
import { OwnAccount } from './own-account';
import type { CognitoParts } from './parts';
import { PasswordRecovery } from './password-recovery';
import { PoolAdmin } from './pool-admin';
import { RespondToChallenge } from './respond-to-challenge';
import { checkClientSecret } from './secret-hash';
import { SignInMoves } from './sign-in';
import { attributesIn, SignUp } from './sign-up';
import { UserAdmin } from './user-admin';
import { UserMigration } from './user-migration';

type Operation = (request: Request) => object | Promise<object>;

/** The operations that are emulated; every other one is refused by name. */
function operationsOf(parts: CognitoParts, identities: readonly string[]) {
  const moves = new SignInMoves(parts);
  const migration = new UserMigration(parts);
  const initiate = new InitiateAuth(parts, moves, migration);
  const respond = new RespondToChallenge(parts, moves, initiate);
  const signUp = new SignUp(parts);
  const recovery = new PasswordRecovery(parts, migration);
  const users = new UserAdmin(parts);
  const groups = new Groups(parts);
  const own = new OwnAccount(parts);
  const clients = new ClientAdmin(parts);
  const pool = new PoolAdmin(parts, identities);
  return {
    InitiateAuth: (request) => initiate.handle(request, false),
    AdminInitiateAuth: (request) => initiate.handle(request, true),
    RespondToAuthChallenge: (request) => respond.handle(request, false),
    AdminRespondToAuthChallenge: (request) => respond.handle(request, true),
    GetTokensFromRefreshToken: (request) => initiate.tokensFromRefreshToken(request),
    SignUp: (request) => signUp.signUp(request),
    ConfirmSignUp: (request) => signUp.confirm(request),
    AdminConfirmSignUp: (request) => signUp.adminConfirm(request),
    ResendConfirmationCode: (request) => signUp.resendCode(request),
    ForgotPassword: (request) => recovery.forgot(request),
    ConfirmForgotPassword: (request) => recovery.confirm(request),
    AdminResetUserPassword: (request) => recovery.adminReset(request),
    AdminCreateUser: (request) => users.create(request),
    AdminDeleteUser: (request) => users.delete(request),
    AdminDeleteUserAttributes: (request) => users.deleteAttributes(request),
    AdminDisableUser: (request) => users.disable(request),
    AdminEnableUser: (request) => users.enable(request),
    AdminGetUser: (request) => users.get(request),
    AdminSetUserPassword: (request) => users.setPassword(request),
    AdminUpdateUserAttributes: (request) => users.updateAttributes(request),
    AdminUserGlobalSignOut: (request) => users.signOut(request),
    ListUsers: (request) => users.list(request),
    CreateGroup: (request) => groups.create(request),
    GetGroup: (request) => groups.get(request),
    UpdateGroup: (request) => groups.update(request),
    DeleteGroup: (request) => groups.delete(request),
    ListGroups: (request) => groups.list(request),
    AdminAddUserToGroup: (request) => groups.addUser(request),
    AdminRemoveUserFromGroup: (request) => groups.removeUser(request),
    AdminListGroupsForUser: (request) => groups.listOfUser(request),
    ListUsersInGroup: (request) => groups.listUsers(request),
    GetUser: (request) => own.get(request),
    DeleteUser: (request) => own.delete(request),
    ChangePassword: (request) => own.changePassword(request),
    UpdateUserAttributes: (request) => own.updateAttributes(request),
    DeleteUserAttributes: (request) => own.deleteAttributes(request),
    GetUserAttributeVerificationCode: (request) => own.requestVerificationCode(request),
    VerifyUserAttribute: (request) => own.verifyAttribute(request),
    GlobalSignOut: (request) => own.globalSignOut(request),
    RevokeToken: (request) => own.revokeToken(request),
    DescribeUserPool: (request) => pool.describe(request),
    ListUserPools: () => pool.list(),
    UpdateUserPool: (request) => pool.update(request),
    DeleteUserPool: (request) => pool.delete(request),
    AddCustomAttributes: (request) => pool.addCustomAttributes(request),
    GetUserPoolMfaConfig: (request) => pool.mfaConfig(request),
    SetUserPoolMfaConfig: (request) => pool.setMfaConfig(request),
    CreateUserPoolClient: (request) => clients.create(request),
    UpdateUserPoolClient: (request) => clients.update(request),
    DescribeUserPoolClient: (request) => clients.describe(request),
    DeleteUserPoolClient: (request) => clients.delete(request),
    ListUserPoolClients: (request) => clients.list(request),
  } satisfies Record<string, Operation>;
}

/** Where a request can name a user. */
const NAMES: [field: string | undefined, name: string][] = [
  [undefined, 'Username'],
  ['AuthParameters', 'USERNAME'],
  ['ChallengeResponses', 'USERNAME'],
];

const lower = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value);

/** For pools that are not case-sensitive: names and addresses are stored and compared in lower case. */
function lowerCaseNames(request: Request): Request {
  const result: Request = { ...request };
  for (const [field, name] of NAMES) {
    const holder = field ? result[field] : result;
    if (typeof holder !== 'object' || holder === null || !(name in holder)) continue;
    const changed = { ...holder, [name]: lower((holder as Request)[name]) };
    if (field) result[field] = changed;
    else Object.assign(result, changed);
  }
  if (Array.isArray(request['UserAttributes'])) {
    result['UserAttributes'] = attributesIn(request).map((attribute) =>
      attribute.Name === 'email' ? { ...attribute, Value: lower(attribute.Value) } : attribute,
    );
  }
  return result;
}

/** Cognito's API: finds the operation, and checks what all of them have in common. */
export function cognitoApi(
  parts: CognitoParts,
  options: {
    identities: readonly string[];
    caseSensitive: boolean;
    log(line: string): void;
  },
): { api: Api; operations: string[] } {
  const operations: Record<string, Operation> = operationsOf(parts, options.identities);
  const clientIn = ({ ClientId }: Request): AppClient | undefined =>
    ClientId === undefined ? undefined : parts.directory.client(ClientId);

  const api: Api = async (target, body) => {
    try {
      const operation = Object.hasOwn(operations, target) ? operations[target] : undefined;
      if (!operation) {
        throw new CognitoError(
          'UnknownOperationException',
          `The local stack does not emulate ${target}. See infra/local/COGNITO.md.`,
        );
      }
      const client = clientIn(body);
      if (client) {
        checkClientSecret(target, body, client, (token) => parts.tokens.usernameOf(token));
      }
      return await operation(options.caseSensitive ? body : lowerCaseNames(body));
    } catch (error) {
      const code = error instanceof CognitoError ? error.code : (error as Error).name;
      options.log(`${target} refused: ${code}`);
      throw error;
    }
  };
  return { api, operations: Object.keys(operations) };
}
