import { KMSClient } from '@aws-sdk/client-kms';
import { readPublicKey } from '../handlers/read-public-key';
import { LOCAL_CREDENTIALS, REGION } from './aws/account';
import type { LocalTemplate } from './aws/cloudformation/local-template';

/** Reads the public halves of the sealing keys from the local KMS, as the custom resources do in a deployment. */
export async function answerPublicKeys(template: LocalTemplate, kms: string): Promise<void> {
  const client = new KMSClient({ region: REGION, credentials: LOCAL_CREDENTIALS, endpoint: kms });
  for (const { logicalId, properties } of template.ofType('Custom::EmailMfaPublicKey')) {
    template.answer(logicalId, await readPublicKey(client, String(properties.keyId)));
  }
  client.destroy();
}
