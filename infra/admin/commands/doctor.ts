import type { Command } from 'commander';
import { addCommonOptions, print, type CommonOptions } from '../command';
import process from 'node:process';
import { judge } from '../../pool/app-clients';
import { objectIn, textIn } from '../../pool/json';
import { installedTriggers } from '../../pool/lambda-config';
import { UserPoolApi } from '../../pool/user-pool-api';
import { check } from '../doctor/checks';
import { guardOf, readFunctions } from '../doctor/deployed-functions';
import { forMachines, asText, openClients, type Report } from '../doctor/report';
import { describePool } from '../pool';
import { connect, type Target } from '../deployment';

/** `npm run doctor`: exit code 1 if an app client is open, 2 if that could not be found out. */
export function addDoctor(program: Command): void {
  const command = program
    .command('doctor')
    .description('Tells who could sign in to a user pool without the code. Changes nothing.')
    .action(async (options: CommonOptions) => {
      const report = await examine(connect(options));
      print(forMachines(report), asText(report), options);
      process.exitCode = openClients(report).length > 0 ? 1 : 0;
    });
  addCommonOptions(command);
}

async function examine(target: Target): Promise<Report> {
  const pool = await describePool(target);
  const arns = installedTriggers(objectIn(pool, 'LambdaConfig'));
  const functions = await readFunctions(target.lambda, arns);
  const guard = guardOf(pool, functions);
  const clients = await new UserPoolApi(target.cognito, target.userPoolId).appClients();
  const verdicts = clients.map((client) => judge(client, guard));
  return {
    userPoolId: target.userPoolId,
    name: textIn(pool, 'Name') ?? '',
    guardInstalled: guard.installed,
    verdicts,
    checks: check({ pool, functions, guardInstalled: guard.installed, verdicts }),
  };
}
