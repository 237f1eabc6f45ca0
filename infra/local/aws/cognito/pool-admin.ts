import type { Request } from './auth-request';
import { InvalidParameterError } from './errors';
import type { CognitoParts } from './parts';
import { checkPoolSettings } from './supported-settings';
import type { PoolOptions, SchemaAttribute, UserPool } from './user-pool';

/** What a template says of a pool in other words than the API, or not at all. */
const TEMPLATE_ONLY = ['EnabledMfas', 'Schema', 'UserPoolName'];

/** What UpdateUserPool does not change. */
const FIXED = [
  ...TEMPLATE_ONLY,
  'AliasAttributes',
  'Arn',
  'CreationDate',
  'Id',
  'Name',
  'SchemaAttributes',
  'UsernameAttributes',
  'UsernameConfiguration',
  // SetUserPoolMfaConfig changes it too, and an update that leaves it out keeps it.
  'MfaConfiguration',
];

/** The pool itself, read and changed at run time. */
export class PoolAdmin {
  constructor(
    private readonly parts: Pick<CognitoParts, 'directory' | 'now'>,
    /** Addresses and domains that SES has verified. */
    private readonly identities: readonly string[],
  ) {}

  describe(request: Request) {
    const pool = this.pool(request);
    return {
      UserPool: {
        ...pick(pool.options, (field) => !TEMPLATE_ONLY.includes(field)),
        EstimatedNumberOfUsers: pool.size,
      },
    };
  }

  list() {
    return {
      UserPools: this.parts.directory
        .listPools()
        .map(({ options }) => pick(options, (field) => ['Id', 'Name'].includes(field))),
    };
  }

  /** What the request leaves out is reset, as Cognito says it does. */
  update(request: Request) {
    const pool = this.pool(request);
    checkPoolSettings(pick(request, (field) => !FIXED.includes(field)));
    const {
      MfaConfiguration,
      LambdaConfig = {},
      EmailConfiguration,
    } = request as Partial<PoolOptions>;
    checkPreTokenGeneration(LambdaConfig);
    checkEmailIdentity(EmailConfiguration, this.identities);
    pool.options = {
      ...pick(pool.options, (field) => FIXED.includes(field)),
      ...pick(request, (field) => field !== 'UserPoolId' && !FIXED.includes(field)),
      ...(MfaConfiguration && { MfaConfiguration }),
      LambdaConfig,
      LastModifiedDate: new Date(this.parts.now()),
    } as PoolOptions & { LastModifiedDate: Date };
    return {};
  }

  delete(request: Request) {
    const pool = this.pool(request);
    if (pool.options.DeletionProtection === 'ACTIVE') {
      throw new InvalidParameterError(
        'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
      );
    }
    this.parts.directory.deletePool(pool);
    return {};
  }

  addCustomAttributes(request: Request) {
    const { options } = this.pool(request);
    const added = (request['CustomAttributes'] ?? []) as SchemaAttribute[];
    for (const attribute of added) {
      const Name = `custom:${attribute.Name}`;
      if (options.SchemaAttributes.some((known) => known.Name === Name)) {
        throw new InvalidParameterError(`${Name}: Existing attribute already has name ${Name}.`);
      }
      options.SchemaAttributes.push({ Mutable: true, ...attribute, Name });
    }
    return {};
  }

  mfaConfig(request: Request) {
    return { MfaConfiguration: this.pool(request).options.MfaConfiguration ?? 'OFF' };
  }

  setMfaConfig(request: Request) {
    const { options } = this.pool(request);
    options.MfaConfiguration = String(request['MfaConfiguration'] ?? 'OFF');
    return this.mfaConfig(request);
  }

  private pool(request: Request): UserPool {
    return this.parts.directory.pool(request['UserPoolId']);
  }
}

/** @throws InvalidParameterException if two functions are named for one trigger */
export function checkPreTokenGeneration(config: NonNullable<PoolOptions['LambdaConfig']>): void {
  const { PreTokenGeneration: older, PreTokenGenerationConfig } = config;
  const newer = PreTokenGenerationConfig?.LambdaArn;
  if (older && newer && older !== newer) {
    throw new InvalidParameterError(
      'PreTokenGeneration and PreTokenGenerationConfig must name the same function',
    );
  }
}

/** @throws InvalidParameterException if the pool is to send by SES, and SES has not verified the identity */
export function checkEmailIdentity(
  email: PoolOptions['EmailConfiguration'],
  identities: readonly string[],
): void {
  if (email?.EmailSendingAccount !== 'DEVELOPER') return;
  const identity = email.SourceArn?.split('identity/')[1];
  if (!identity || !identities.includes(identity)) {
    throw new InvalidParameterError(
      `Email address is not verified. The following identity failed the check: ${identity ?? 'SourceArn is missing'}`,
    );
  }
}

const pick = (holder: object, wanted: (field: string) => boolean) =>
  Object.fromEntries(Object.entries(holder).filter(([field]) => wanted(field)));
