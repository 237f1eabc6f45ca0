import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import startServer from 'aws-ses-v2-local';
import { LOCAL_CREDENTIALS } from './credentials';
import { endpointOf, HOST, type Endpoint } from './listen';
import { REGION } from './synth';

export interface Inbox extends Endpoint {
  /** Puts a mail that Cognito itself would send into the same inbox. */
  sendCognitoMail(mail: { to: string; subject: string; text: string }): Promise<void>;
}

/** SES v2, and at the same address its inbox in the browser; `GET /store` gives the mails as JSON. */
export async function startSes(port: number): Promise<Inbox> {
  const server = endpointOf(await startServer({ host: HOST, port }));
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
