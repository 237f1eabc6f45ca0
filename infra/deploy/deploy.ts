import { AmplifyClient } from '@aws-sdk/client-amplify';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSettings, type Settings } from '../settings/settings';
import { STACK_NAME } from '../settings/stack-name';
import { leftBehind } from './left-behind';
import { preflight } from './preflight';
import { buildFromRepository, missingDnsRecords, publishFiles } from './publish';
import { findEnvironment } from './aws-environment';
import { zipFolder } from './zip';

/** External tools of a deployment. */
export interface Tools {
  cdk(args: string[], settings: Record<string, string>): Promise<void>;
  buildWeb(outDir: string): Promise<void>;
  print(line: string): void;
}

/** Outputs of the stack. infra/app.ts defines them. */
interface Outputs {
  UserPoolId: string;
  UserPoolClientId: string;
  WebConfig: string;
  HostingAppId?: string;
  HostingBranch?: string;
  Url?: string;
}

/**
 * Deploys the stack, publishes the web app with the outputs of the stack, and prints the address.
 * @param given settings by name, including those of cdk.json
 * @throws CommandError or SettingError for expected failures, with a message of one line
 */
export async function deploy(given: Record<string, string>, tools: Tools): Promise<void> {
  const settings = parseSettings(given);
  const environment = await findEnvironment();
  const notes = await preflight(settings, environment);
  for (const note of notes) tools.print(`Note: ${note}`);

  const folder = mkdtempSync(join(tmpdir(), 'email-mfa-deploy-'));
  try {
    const outputsFile = join(folder, 'outputs.json');
    const web = join(folder, 'web');
    const publishes = settings.hosting === 'yes' && !settings.repository;
    // Built first, so that a build error costs no deployment.
    if (publishes) await tools.buildWeb(web);
    const flags = ['--require-approval', 'never', '--outputs-file', outputsFile];
    await tools.cdk(['deploy', STACK_NAME, ...flags], given).catch(async (error: unknown) => {
      for (const line of await leftBehind(environment.region)) tools.print(line);
      throw error;
    });
    const outputs = (JSON.parse(readFileSync(outputsFile, 'utf8')) as Record<string, Outputs>)[
      STACK_NAME
    ] as Outputs;
    await publish(settings, outputs, web, new AmplifyClient({ region: environment.region }), tools);
    tools.print(`User pool: ${outputs.UserPoolId}, app client: ${outputs.UserPoolClientId}`);
    for (const note of notes) tools.print(`Note: ${note}`);
    if (outputs.Url) tools.print(`Ready: ${outputs.Url}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function publish(
  { repository, domain }: Settings,
  { HostingAppId: appId, HostingBranch: branchName, WebConfig }: Outputs,
  web: string,
  amplify: AmplifyClient,
  { print }: Tools,
): Promise<void> {
  if (!appId || !branchName) return;
  if (repository) {
    print(`Amplify is building ${branchName} of ${repository}. This takes some minutes.`);
    await buildFromRepository(amplify, { appId, branchName });
  } else {
    print('Publishing the sign-in page.');
    const zip = zipFolder(web, { 'config.json': WebConfig });
    await publishFiles(amplify, { appId, branchName }, zip);
  }
  if (!domain) return;
  const records = await missingDnsRecords(amplify, appId, domain);
  for (const record of records) print(`Create this DNS record for ${domain}: ${record}`);
}
