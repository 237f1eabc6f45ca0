import type { Command } from 'commander';
import process from 'node:process';
import { installedExtras } from '../../pool/extra-triggers';
import { readExtras, readFunctions, readLearntClients } from '../../pool/deployed-functions';
import { examine, openClients } from '../../pool/examine';
import { objectIn, textIn } from '../../pool/json';
import { installedTriggers } from '../../pool/lambda-config';
import { secondFactorOf } from '../../pool/second-factor';
import { UserPoolApi } from '../../pool/user-pool-api';
import { addCommonOptions, print, type CommonOptions } from '../command';
import { connect, type Deployment } from '../deployment';
import { asText, forMachines, type Report } from '../doctor/report';
import { describePool } from '../pool';

/** `npm run doctor`: exit code 1 if an app client is open, 2 if the check failed. */
export function addDoctor(program: Command): void {
  const command = program
    .command('doctor')
    .description('Checks whether anyone can sign in without the code. Changes nothing.')
    .action(async (options: CommonOptions) => {
      const report = await reportOn(connect(options));
      print(forMachines(report), asText(report), options);
      process.exitCode = openClients(report.verdicts).length > 0 ? 1 : 0;
    });
  addCommonOptions(command);
}

async function reportOn(deployment: Deployment): Promise<Report> {
  const { cognito, lambda, ssm, userPoolId } = deployment;
  const pool = await describePool(deployment);
  const config = objectIn(pool, 'LambdaConfig');
  const functions = await readFunctions(lambda, installedTriggers(config));
  const extras = await readExtras(lambda, installedExtras(config));
  const examination = await examine(
    new UserPoolApi(cognito, userPoolId),
    pool,
    secondFactorOf(functions, extras, await readLearntClients(ssm, functions)),
  );
  return { userPoolId, name: textIn(pool, 'Name') ?? '', ...examination };
}
