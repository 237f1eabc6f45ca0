import type { Command } from 'commander';
import { addCommonOptions, print, type CommonOptions } from '../command';
import process from 'node:process';
import { judge } from '../../pool/app-clients';
import { objectIn, textIn } from '../../pool/json';
import { installedTriggers } from '../../pool/lambda-config';
import { UserPoolApi } from '../../pool/user-pool-api';
import { checkPool } from '../../pool/checks';
import { guardOf, readFunctions } from '../../pool/deployed-functions';
import { forMachines, asText, openClients, type Report } from '../doctor/report';
import { describePool } from '../pool';
import { connect, type Deployment } from '../deployment';

/** `npm run doctor`: exit code 1 if an app client is open, 2 if the check failed. */
export function addDoctor(program: Command): void {
  const command = program
    .command('doctor')
    .description('Checks whether anyone can sign in without the code. Changes nothing.')
    .action(async (options: CommonOptions) => {
      const report = await examine(connect(options));
      print(forMachines(report), asText(report), options);
      process.exitCode = openClients(report).length > 0 ? 1 : 0;
    });
  addCommonOptions(command);
}

async function examine(deployment: Deployment): Promise<Report> {
  const pool = await describePool(deployment);
  const arns = installedTriggers(objectIn(pool, 'LambdaConfig'));
  const functions = await readFunctions(deployment.lambda, arns);
  const guard = guardOf(pool, functions);
  const clients = await new UserPoolApi(deployment.cognito, deployment.userPoolId).appClients();
  const verdicts = clients.map((client) => judge(client, guard));
  return {
    userPoolId: deployment.userPoolId,
    name: textIn(pool, 'Name') ?? '',
    guardInstalled: guard.installed,
    verdicts,
    checks: checkPool({ pool, functions, guardInstalled: guard.installed, verdicts }),
  };
}
