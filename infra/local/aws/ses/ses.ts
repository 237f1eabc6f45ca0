import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { createRequire } from 'node:module';
import express, { type RequestHandler, type Router } from 'express';
import { LOCAL_CREDENTIALS, REGION } from '../account';
import type { CognitoMail } from '../cognito/cognito-mails';
import { guard } from '../guard';
import { endpointOf, HOST, type Endpoint } from '../listen';

/**
 * The package of the inbox, which users of the published package install themselves.
 * @throws Error that says what to install
 */
function loadInbox(): typeof import('aws-ses-v2-local') {
  try {
    return createRequire(__filename)('aws-ses-v2-local') as typeof import('aws-ses-v2-local');
  } catch (error) {
    const [reason] = (error as Error).message.split('\n');
    throw new Error(
      `The inbox is the package aws-ses-v2-local, which does not load: ${reason}. Install it: npm install --save-dev aws-ses-v2-local`,
      { cause: error },
    );
  }
}

export interface Inbox extends Endpoint {
  /** Sends one of Cognito's own mails to the same inbox. */
  sendCognitoMail(mail: CognitoMail): Promise<void>;
}

/**
 * SES v2, and at the same address its inbox in the browser; `GET /store` gives the mails as JSON.
 * @param account handles requests first, and leaves the rest to the inbox
 */
export async function startSes(port: number, account: Router): Promise<Inbox> {
  const { default: startServer } = loadInbox();
  const mails = await startServer({ host: HOST, port });
  const [inbox] = mails.listeners('request') as RequestHandler[];
  if (!inbox) throw new Error('The inbox does not listen');
  mails.removeAllListeners('request').on('request', guard(express().use(account).use(inbox)));
  const server = endpointOf(mails);
  const { endpoint } = server;
  const ses = new SESv2Client({ endpoint, region: REGION, credentials: LOCAL_CREDENTIALS });
  return {
    endpoint,
    sendCognitoMail: async ({ to, from, replyTo, configurationSet, subject, text, html }) => {
      await ses.send(
        new SendEmailCommand({
          FromEmailAddress: from,
          ReplyToAddresses: replyTo ? [replyTo] : [],
          ConfigurationSetName: configurationSet,
          Destination: { ToAddresses: [to] },
          Content: {
            Simple: {
              Subject: { Data: subject },
              Body: { Text: { Data: text }, Html: { Data: html } },
            },
          },
        }),
      );
    },
    close: async () => {
      ses.destroy();
      await server.close();
    },
  };
}
