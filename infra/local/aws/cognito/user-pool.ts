import { isTrue, valueOf, type Attribute } from './attributes';

export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED';

export interface User {
  Username: string;
  Attributes: Attribute[];
  Enabled: boolean;
  UserStatus: UserStatus;
  Password: string;
  UserCreateDate: Date;
  UserLastModifiedDate: Date;
  /** A new address that takes effect once its code is entered. */
  pendingEmail?: string;
}

export interface Group {
  GroupName: string;
  Description?: string;
  Precedence?: number;
  RoleArn?: string;
  CreationDate: Date;
  LastModifiedDate: Date;
  /** Usernames. */
  members: Set<string>;
}

export interface SchemaAttribute {
  Name: string;
  AttributeDataType?: string;
  Mutable?: boolean;
  Required?: boolean;
  StringAttributeConstraints?: { MinLength?: string; MaxLength?: string };
  NumberAttributeConstraints?: { MinValue?: string; MaxValue?: string };
}

/** What DescribeUserPool tells of a pool, the fields that are read here by name. */
export interface PoolOptions {
  Id: string;
  SchemaAttributes: SchemaAttribute[];
  UsernameAttributes?: string[];
  AliasAttributes?: string[];
  AutoVerifiedAttributes?: string[];
  UsernameConfiguration?: { CaseSensitive?: boolean };
  UserAttributeUpdateSettings?: { AttributesRequireVerificationBeforeUpdate?: string[] };
  AdminCreateUserConfig?: {
    AllowAdminCreateUserOnly?: boolean;
    InviteMessageTemplate?: { EmailSubject?: string; EmailMessage?: string };
  };
  AccountRecoverySetting?: { RecoveryMechanisms?: { Name?: string }[] };
  LambdaConfig?: Record<string, string | undefined> & {
    PreTokenGenerationConfig?: { LambdaArn?: string; LambdaVersion?: string };
  };
  Policies?: { PasswordPolicy?: PasswordPolicy };
  EmailConfiguration?: {
    EmailSendingAccount?: string;
    From?: string;
    SourceArn?: string;
    ReplyToEmailAddress?: string;
    ConfigurationSet?: string;
  };
  EmailVerificationSubject?: string;
  EmailVerificationMessage?: string;
  VerificationMessageTemplate?: { EmailSubject?: string; EmailMessage?: string };
  MfaConfiguration?: string;
  DeletionProtection?: string;
}

export interface PasswordPolicy {
  MinimumLength?: number;
  RequireUppercase?: boolean;
  RequireLowercase?: boolean;
  RequireNumbers?: boolean;
  RequireSymbols?: boolean;
  /** Days. */
  TemporaryPasswordValidityDays?: number;
}

export const subOf = ({ Attributes }: User) => valueOf(Attributes, 'sub') ?? '';
export const emailOf = ({ Attributes }: User) => valueOf(Attributes, 'email');
export const hasVerifiedEmail = ({ Attributes }: User) =>
  isTrue(valueOf(Attributes, 'email_verified'));

/** The users and groups of a pool, in memory. Every look-up takes the same time, however many there are. */
export class UserPool {
  readonly groups = new Map<string, Group>();
  private readonly users = new Map<string, User>();
  /** Usernames by the other names that a user can be found under. */
  private readonly aliases = new Map<string, string>();
  /** Names of users who are being created. */
  private readonly reserved = new Set<string>();

  constructor(public options: PoolOptions) {}

  get signsInByEmail(): boolean {
    return this.options.UsernameAttributes?.includes('email') ?? false;
  }

  get size(): number {
    return this.users.size;
  }

  list(): User[] {
    return [...this.users.values()];
  }

  /** @param name username, sub, or an address or name that the pool takes for one */
  find(name: string): User | undefined {
    return this.users.get(name) ?? this.users.get(this.aliases.get(name) ?? '');
  }

  save(user: User): void {
    this.forget(user.Username);
    this.users.set(user.Username, user);
    for (const alias of this.aliasesOf(user)) this.aliases.set(alias, user.Username);
  }

  delete({ Username }: User): void {
    this.forget(Username);
    this.users.delete(Username);
    for (const { members } of this.groups.values()) members.delete(Username);
  }

  groupsOf({ Username }: User): Group[] {
    return [...this.groups.values()]
      .filter(({ members }) => members.has(Username))
      .sort((a, b) => a.GroupName.localeCompare(b.GroupName));
  }

  /**
   * Holds a name while its user is created, as triggers and mails take time in between.
   * @returns whether the name was free
   */
  reserve(name: string): boolean {
    if (this.find(name) || this.reserved.has(name)) return false;
    this.reserved.add(name);
    return true;
  }

  release(name: string): void {
    this.reserved.delete(name);
  }

  private forget(username: string): void {
    const before = this.users.get(username);
    if (!before) return;
    for (const alias of this.aliasesOf(before)) {
      if (this.aliases.get(alias) === username) this.aliases.delete(alias);
    }
  }

  private aliasesOf(user: User): string[] {
    const email = emailOf(user);
    const aliases = this.options.AliasAttributes ?? [];
    const byEmail = this.signsInByEmail || (aliases.includes('email') && hasVerifiedEmail(user));
    const preferred = aliases.includes('preferred_username')
      ? valueOf(user.Attributes, 'preferred_username')
      : undefined;
    return [subOf(user), ...(byEmail && email ? [email] : []), ...(preferred ? [preferred] : [])];
  }
}
