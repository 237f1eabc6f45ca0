import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminSetUserPasswordCommand,
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { randomBytes } from 'node:crypto';
import { CommandError } from '../cli/errors';

/** Meets every password policy that Cognito allows to set. */
const newPassword = (): string => `Aa1!${randomBytes(18).toString('base64url')}`;

/** Users and app clients that the run makes, so that it can delete them again. */
export class Made {
  private readonly undo: { what: string; remove: () => Promise<unknown> }[] = [];
  /** The latest creation. Cognito finishes one that was sent, also when the run ends meanwhile. */
  private creating: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly cognito: CognitoIdentityProviderClient,
    private readonly userPoolId: string,
  ) {}

  /**
   * Creates a user with a verified address and a temporary password, and mails no invitation.
   * @throws CommandError if the address has an account already: the run must not touch it
   */
  user(email: string): Promise<{ username: string; temporaryPassword: string }> {
    return this.create(() => this.createUser(email));
  }

  private async createUser(email: string) {
    const UserPoolId = this.userPoolId;
    const temporaryPassword = newPassword();
    const { User } = await this.cognito
      .send(
        new AdminCreateUserCommand({
          UserPoolId,
          Username: email,
          TemporaryPassword: temporaryPassword,
          MessageAction: 'SUPPRESS',
          UserAttributes: [
            { Name: 'email', Value: email },
            { Name: 'email_verified', Value: 'true' },
          ],
        }),
      )
      .catch((error: Error) => {
        if (error.name !== 'UsernameExistsException') throw error;
        throw new CommandError(
          `${email} has an account in this pool. Name an address without one, such as you+smoke@example.com.`,
        );
      });
    const username = User?.Username ?? email;
    this.undo.push({
      what: `user ${username}`,
      remove: () =>
        this.cognito.send(new AdminDeleteUserCommand({ UserPoolId, Username: username })),
    });
    return { username, temporaryPassword };
  }

  /** Gives a user a permanent password. */
  async password(username: string): Promise<string> {
    const Password = newPassword();
    const { userPoolId: UserPoolId } = this;
    await this.cognito.send(
      new AdminSetUserPasswordCommand({
        UserPoolId,
        Username: username,
        Password,
        Permanent: true,
      }),
    );
    return Password;
  }

  /** Creates an app client that asks for the password only, as another team might have one. @returns its id */
  passwordClient(): Promise<string> {
    return this.create(() => this.createClient());
  }

  private async createClient(): Promise<string> {
    const UserPoolId = this.userPoolId;
    const { UserPoolClient } = await this.cognito.send(
      new CreateUserPoolClientCommand({
        UserPoolId,
        ClientName: 'smoke-test-delete-me',
        ExplicitAuthFlows: [
          'ALLOW_USER_PASSWORD_AUTH',
          'ALLOW_USER_SRP_AUTH',
          'ALLOW_CUSTOM_AUTH',
          'ALLOW_REFRESH_TOKEN_AUTH',
        ],
        PreventUserExistenceErrors: 'ENABLED',
      }),
    );
    const ClientId = UserPoolClient?.ClientId ?? '';
    this.undo.push({
      what: `app client ${ClientId}`,
      remove: () => this.cognito.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId })),
    });
    return ClientId;
  }

  /** Deletes everything, the latest first. @returns what could not be deleted, one line each */
  async remove(): Promise<string[]> {
    const left: string[] = [];
    await this.creating;
    for (const { what, remove } of this.undo.splice(0).reverse()) {
      await remove().catch((error: Error) => left.push(`${what}: ${error.message}`));
    }
    return left;
  }

  private create<T>(work: () => Promise<T>): Promise<T> {
    const creation = work();
    this.creating = creation.catch(() => undefined);
    return creation;
  }
}
