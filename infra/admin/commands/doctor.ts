import type { Command } from 'commander';
import process from 'node:process';
import { judge } from '../../existing-pool/app-clients';
import { objectIn, textIn, type JsonObject } from '../../existing-pool/json';
import { installedTriggers } from '../../existing-pool/triggers';
import { UserPoolApi } from '../../existing-pool/user-pool-api';
import { check } from '../doctor/checks';
import { guardOf, readFunctions } from '../doctor/functions';
import { asJson, asText, openClients, type Report } from '../doctor/report';
import { UsageError } from '../errors';
import { addTargetOptions, connect, type Target, type TargetOptions } from '../target';

/** `npm run doctor`: exit code 1 if an app client is open, 2 if that could not be found out. */
export function addDoctor(program: Command): void {
  const command = program
    .command('doctor')
    .description('Tells who could sign in to a user pool without the code. Changes nothing.')
    .option('--json', 'for machines')
    .allowExcessArguments(false)
    .action(async (options: TargetOptions & { json?: boolean }) => {
      const report = await examine(connect(options));
      process.stdout.write(`${options.json ? asJson(report) : asText(report)}\n`);
      process.exitCode = openClients(report).length > 0 ? 1 : 0;
    });
  addTargetOptions(command);
}

async function examine(target: Target): Promise<Report> {
  const api = new UserPoolApi(target.cognito, target.userPoolId);
  const pool = await describe(api, target);
  const arns = installedTriggers(objectIn(pool, 'LambdaConfig'));
  const functions = await readFunctions(target.lambda, arns);
  const guard = guardOf(pool, functions);
  const clients = await api.appClients();
  const verdicts = clients.map((client) => judge(client, guard));
  return {
    userPoolId: target.userPoolId,
    name: textIn(pool, 'Name') ?? '',
    guardInstalled: guard.installed,
    verdicts,
    checks: check({ pool, functions, guardInstalled: guard.installed, verdicts }),
  };
}

async function describe(api: UserPoolApi, { userPoolId, region }: Target): Promise<JsonObject> {
  try {
    return await api.describe();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
    throw new UsageError(`There is no user pool ${userPoolId} in ${region}.`);
  }
}
