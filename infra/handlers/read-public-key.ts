import { GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { setTimeout as sleep } from 'node:timers/promises';
import { logError } from '../../triggers/audit/log';
import { parsePublicKey } from '../../triggers/challenge/public-key';
import { respond } from './respond';

/** Properties of the custom resource. */
export interface PublicKeyProperties extends Record<string, unknown> {
  /** KMS's id of the key. */
  keyId: string;
}

/** Attributes of the custom resource. */
export interface PublicKeyAttributes extends Record<string, string> {
  /** As `parsePublicKey` takes it. */
  PublicKey: string;
}

/** Permissions take effect some seconds after they are set. Milliseconds between attempts. */
const PAUSE = 3000;
const ATTEMPTS = 10;

const client = new KMSClient({ maxAttempts: 8 });

/**
 * Custom resource that reads the public half of a sealing key. It never changes, so a deployment reads it once and
 * no sign-in has to. The request is believed: the role allows the sealing keys only, and the answer is no secret.
 */
export async function handler(event: CloudFormationCustomResourceEvent): Promise<void> {
  // Another key is another resource, which CloudFormation creates before it deletes the old one.
  const { keyId } = event.ResourceProperties as unknown as PublicKeyProperties;
  const answer = { physicalResourceId: keyId };
  try {
    // A deletion must succeed when the key is gone or disabled.
    const data = event.RequestType === 'Delete' ? {} : await readPublicKey(client, keyId);
    await respond(event, { ...answer, status: 'SUCCESS', data });
  } catch (error) {
    logError('public-key.failed', error, { keyId });
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    await respond(event, { ...answer, status: 'FAILED', reason });
  }
}

/**
 * @param pause milliseconds between attempts
 * @throws KMS's error, or an Error if the functions could not use the key: it should fail the deployment, not the
 *   sign-ins
 */
export async function readPublicKey(
  kms: KMSClient,
  KeyId: string,
  pause = PAUSE,
): Promise<PublicKeyAttributes> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId }));
      const text = Buffer.from(PublicKey ?? []).toString('base64');
      parsePublicKey(text);
      return { PublicKey: text };
    } catch (error) {
      const denied = error instanceof Error && error.name === 'AccessDeniedException';
      if (!denied || attempt === ATTEMPTS) throw error;
      await sleep(pause);
    }
  }
}
