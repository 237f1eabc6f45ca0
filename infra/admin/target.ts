import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { InvalidArgumentError, type Command } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCAL_CREDENTIALS } from '../local/credentials';
import type { StackFacts } from '../local/stack-file';
import { UsageError } from './errors';

/** Which pool a command works on, as asked for. */
export interface TargetOptions {
  pool?: string;
  region?: string;
  endpoint?: string;
  /** Folder of the local stack; true: the usual one. */
  local?: string | true;
}

export interface Target {
  userPoolId: string;
  region: string;
  cognito: CognitoIdentityProviderClient;
  lambda: LambdaClient;
}

/** The options that all commands have in common. */
export function addTargetOptions(command: Command): Command {
  return command
    .option('--pool <id>', 'the user pool', toPoolId)
    .option('--region <region>', 'its region; the one in its id if left out')
    .option('--endpoint <url>', 'where Cognito answers, if not at its usual address')
    .option('--local [folder]', 'the local stack and its pool; its folder is .local if left out');
}

/** @throws UsageError if no pool is named, or no local stack runs */
export function connect({ pool, region, endpoint, local }: TargetOptions): Target {
  if (local) return connectLocally(local === true ? '.local' : local, pool);
  if (!pool)
    throw new UsageError('Name the user pool with --pool, or take the local one: --local.');
  const place = region ?? pool.split('_')[0] ?? '';
  return {
    userPoolId: pool,
    region: place,
    cognito: new CognitoIdentityProviderClient({ region: place, ...(endpoint && { endpoint }) }),
    lambda: new LambdaClient({ region: place }),
  };
}

function connectLocally(folder: string, pool?: string): Target {
  const { region, userPoolId, cognitoEndpoint, lambdaEndpoint } = readFacts(folder);
  const common = { region, credentials: LOCAL_CREDENTIALS };
  return {
    userPoolId: pool ?? userPoolId,
    region,
    cognito: new CognitoIdentityProviderClient({ ...common, endpoint: cognitoEndpoint }),
    lambda: new LambdaClient({ ...common, endpoint: lambdaEndpoint }),
  };
}

function readFacts(folder: string): StackFacts {
  try {
    return JSON.parse(readFileSync(join(folder, 'stack.json'), 'utf8')) as StackFacts;
  } catch {
    throw new UsageError(`No local stack runs from ${folder}: start one with npm start.`);
  }
}

function toPoolId(text: string): string {
  if (/^[\w-]+_[0-9A-Za-z]+$/.test(text)) return text;
  throw new InvalidArgumentError('It must look like eu-central-1_AbCdEfGhI.');
}
