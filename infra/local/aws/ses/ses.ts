import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import startServer from 'aws-ses-v2-local';
import express, { type RequestHandler, type Router } from 'express';
import { LOCAL_CREDENTIALS } from '../credentials';
import { endpointOf, HOST, type Endpoint } from '../listen';
import { REGION } from '../../synth';

export interface Inbox extends Endpoint {
  /** Puts a mail that Cognito itself would send into the same inbox. */
  sendCognitoMail(mail: { to: string; subject: string; text: string }): Promise<void>;
}

/**
 * SES v2, and at the same address its inbox in the browser; `GET /store` gives the mails as JSON.
 * @param account answers first: what it leaves open goes to the inbox
 */
export async function startSes(port: number, account: Router): Promise<Inbox> {
  const mails = await startServer({ host: HOST, port });
  const [inbox] = mails.listeners('request') as RequestHandler[];
  if (!inbox) throw new Error('The inbox does not listen');
  mails.removeAllListeners('request').on('request', express().use(account).use(inbox));
  const server = endpointOf(mails);
  const { endpoint } = server;
  const ses = new SESv2Client({ endpoint, region: REGION, credentials: LOCAL_CREDENTIALS });
  return {
    endpoint,
    sendCognitoMail: async ({ to, subject, text }) => {
      await ses.send(
        new SendEmailCommand({
          // The sender that Cognito uses as long as none is set up.
          FromEmailAddress: 'no-reply@verificationemail.com',
          Destination: { ToAddresses: [to] },
          Content: { Simple: { Subject: { Data: subject }, Body: { Text: { Data: text } } } },
        }),
      );
    },
    close: async () => {
      ses.destroy();
      await server.close();
    },
  };
}
