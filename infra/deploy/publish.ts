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
  /** Milliseconds between two polls. */
  interval: number;
  /** Milliseconds. */
  timeout: number;
}

const FOR_FILES: Waiting = { interval: 2_000, timeout: 300_000 };
const FOR_BUILD: Waiting = { interval: 10_000, timeout: 1_800_000 };

/** @throws Error if Amplify rejects the files or does not finish in time */
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
  if (!uploaded.ok) throw new Error(`Amplify rejected the files: HTTP ${uploaded.status}.`);
  await amplify.send(new StartDeploymentCommand({ ...site, jobId }));
  await finished(amplify, site, jobId, waiting);
}

/** Makes Amplify build the connected repository now, not at the next push. */
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
  throw new Error(`Amplify did not finish job ${jobId} of app ${site.appId} in time.`);
}

/** DNS records that a custom domain still needs, as Amplify formats them: name, type, value. */
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
