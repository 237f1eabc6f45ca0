import { InvalidParameterError } from 'cognito-local/lib/errors';
import type { Context } from 'cognito-local/lib/services/context';
import type { UserPool } from 'cognito-local/lib/services/userPoolService';

import type { Request } from './auth-request';
import type { Directory } from './directory';

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
];

/** The pool itself, read and changed at run time; cognito-local knows fewer of its fields. */
export class PoolAdmin {
  constructor(
    private readonly directory: Directory,
    private readonly context: Context,
  ) {}

  async describe(request: Request) {
    const pool = await this.directory.pool(request['UserPoolId']);
    const users = await pool.listUsers(this.context);
    return {
      UserPool: {
        ...pick(pool.options, (field) => !TEMPLATE_ONLY.includes(field)),
        EstimatedNumberOfUsers: users.length,
      },
    };
  }

  /** What the request leaves out is reset, as Cognito says it does. */
  async update(request: Request) {
    const pool = await this.directory.pool(request['UserPoolId']);
    const { LambdaConfig = {} } = request as { LambdaConfig?: UserPool['LambdaConfig'] };
    const { PreTokenGeneration, PreTokenGenerationConfig } = LambdaConfig;
    const guard = PreTokenGenerationConfig?.LambdaArn;
    if (PreTokenGeneration && guard && PreTokenGeneration !== guard) {
      throw new InvalidParameterError(
        'PreTokenGeneration and PreTokenGenerationConfig must name the same function',
      );
    }
    await pool.updateOptions(this.context, {
      ...pick(pool.options, (field) => FIXED.includes(field)),
      ...pick(request, (field) => field !== 'UserPoolId' && !FIXED.includes(field)),
      LambdaConfig,
      LastModifiedDate: new Date(),
    } as UserPool);
    return {};
  }
}

const pick = (holder: object, wanted: (field: string) => boolean) =>
  Object.fromEntries(Object.entries(holder).filter(([field]) => wanted(field)));
