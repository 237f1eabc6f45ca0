import {
  AmplifyClient,
  CreateDeploymentCommand,
  GetDomainAssociationCommand,
  GetJobCommand,
  StartDeploymentCommand,
  StartJobCommand,
} from '@aws-sdk/client-amplify';
import { setTimeout as sleep } from 'node:timers/promises';

/** A branch of an Amplify app. */
export interface Site {
  appId: string;
  branchName: string;
}

export interface Waiting {
  /** Milliseconds between two looks. */
  interval: number;
  /** Milliseconds until it is given up. */
  timeout: number;
}

const FOR_FILES: Waiting = { interval: 2_000, timeout: 300_000 };
const FOR_BUILD: Waiting = { interval: 10_000, timeout: 1_800_000 };

/** @throws Error if Amplify refuses the files, or does not come to an end with them */
export async function publishFiles(
  amplify: AmplifyClient,
  site: Site,
  zip: Uint8Array,
  waiting = FOR_FILES,
): Promise<void> {
  const { jobId, zipUploadUrl = '' } = await amplify.send(new CreateDeploymentCommand(site));
  const uploaded = await fetch(zipUploadUrl, {
    method: 'PUT',
    headers: { 'content-type': 'application/zip' },
    body: Buffer.from(zip),
  });
  if (!uploaded.ok) throw new Error(`Amplify did not take the files: HTTP ${uploaded.status}.`);
  await amplify.send(new StartDeploymentCommand({ ...site, jobId }));
  await finished(amplify, site, jobId, waiting);
}

/** Has Amplify build the connected repository now: by itself it builds at the next push. */
export async function buildFromRepository(
  amplify: AmplifyClient,
  site: Site,
  waiting = FOR_BUILD,
): Promise<void> {
  const { jobSummary } = await amplify.send(new StartJobCommand({ ...site, jobType: 'RELEASE' }));
  await finished(amplify, site, jobSummary?.jobId, waiting);
}

async function finished(
  amplify: AmplifyClient,
  site: Site,
  jobId: string | undefined,
  { interval, timeout }: Waiting,
): Promise<void> {
  for (const deadline = Date.now() + timeout; Date.now() < deadline; await sleep(interval)) {
    const { job } = await amplify.send(new GetJobCommand({ ...site, jobId }));
    const status = job?.summary?.status;
    if (status === 'SUCCEED') return;
    if (status === 'FAILED' || status === 'CANCELLED') {
      const reason = job?.steps?.find((step) => step.status === status)?.statusReason;
      throw new Error(
        `Amplify did not publish job ${jobId} of app ${site.appId}: ${reason ?? status}.`,
      );
    }
  }
  throw new Error(`Amplify has not finished job ${jobId} of app ${site.appId} in time.`);
}

/** DNS records that a custom domain still waits for, as Amplify writes them: name, type, value. */
export async function missingDnsRecords(
  amplify: AmplifyClient,
  appId: string,
  domainName: string,
): Promise<string[]> {
  const { domainAssociation } = await amplify.send(
    new GetDomainAssociationCommand({ appId, domainName }),
  );
  if (domainAssociation?.domainStatus === 'AVAILABLE') return [];
  const unverified = domainAssociation?.subDomains?.filter(({ verified }) => !verified) ?? [];
  return [
    domainAssociation?.certificateVerificationDNSRecord,
    ...unverified.map(({ dnsRecord }) => `${domainName}. ${dnsRecord?.trim() ?? ''}`),
  ].filter((record): record is string => Boolean(record));
}
