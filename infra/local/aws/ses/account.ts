import { randomUUID } from 'node:crypto';
import express, { type Response, type Router } from 'express';
import type { SendEmailRequest } from './mail-outcome-event';
import { clock } from '../clock';

type SuppressionReason = 'BOUNCE' | 'COMPLAINT';

/** SES's view of the account, apart from the mails. */
export interface SesAccount {
  /** Answers the calls about the account; leaves a mail that may be sent to the next handler. */
  router: Router;
  suppress(address: string, reason: SuppressionReason): void;
}

export interface SesAccountOptions {
  /** Addresses and domains that are verified. */
  identities: string[];
  configurationSets: string[];
  /** SES accepted a mail to a suppressed address, and does not try to send it. */
  onSuppressed(messageId: string, request: string): void;
}

/** Out of the sandbox, with the quota that such accounts often start with. */
const QUOTA = { Max24HourSend: 50_000, MaxSendRate: 14 };

/**
 * SES v2's calls about the account, an identity, a configuration set and the suppression list, and their
 * effect on mails: SES sends none while sending is paused, and none to a suppressed address.
 */
export function sesAccount(options: SesAccountOptions): SesAccount {
  const { identities, configurationSets, onSuppressed } = options;
  const suppressed = new Map<string, { Reason: SuppressionReason; LastUpdateTime: number }>();
  const paused = new Set<string>();
  /** Shares a set with the names of configuration sets, which contain no space. */
  const ACCOUNT = 'the account';
  let sent = 0;

  const router = express.Router();
  router.use('/v2', express.json({ limit: '25mb' }));
  router.get('/v2/email/account', (_, response) => {
    response.json({
      EnforcementStatus: 'HEALTHY',
      ProductionAccessEnabled: true,
      SendingEnabled: !paused.has(ACCOUNT),
      SendQuota: { ...QUOTA, SentLast24Hours: sent },
    });
  });
  const setSending = (name: string, { SendingEnabled }: { SendingEnabled?: boolean }) => {
    if (SendingEnabled) paused.delete(name);
    else paused.add(name);
  };
  router.put('/v2/email/account/sending', ({ body }, response) => {
    setSending(ACCOUNT, body as object);
    response.json({});
  });
  router.get('/v2/email/identities/:identity', ({ params: { identity } }, response) => {
    if (!identities.includes(identity)) return notFound(response, `No identity ${identity}`);
    response.json({ VerifiedForSendingStatus: true, VerificationStatus: 'SUCCESS' });
  });
  router.get('/v2/email/configuration-sets/:name', ({ params: { name } }, response) => {
    if (!configurationSets.includes(name)) return notFound(response, `No set ${name}`);
    response.json({
      ConfigurationSetName: name,
      SendingOptions: { SendingEnabled: !paused.has(name) },
    });
  });
  router.put('/v2/email/configuration-sets/:name/sending', ({ params, body }, response) => {
    setSending(params.name, body as object);
    response.json({});
  });
  router.get('/v2/email/suppression/addresses/:address', ({ params: { address } }, response) => {
    const found = suppressed.get(address.toLowerCase());
    if (!found) return notFound(response, `${address} is not on the suppression list`);
    response.json({ SuppressedDestination: { EmailAddress: address, ...found } });
  });
  router.delete('/v2/email/suppression/addresses/:address', ({ params }, response) => {
    if (suppressed.delete(params.address.toLowerCase())) response.json({});
    else notFound(response, `${params.address} is not on the suppression list`);
  });
  router.post('/v2/email/outbound-emails', ({ body }, response, next) => {
    const request = body as SendEmailRequest;
    if (paused.has(ACCOUNT) || paused.has(request.ConfigurationSetName ?? '')) {
      return sendError(response, 400, 'SendingPausedException', 'Sending is paused.');
    }
    sent += 1;
    const to = request.Destination?.ToAddresses ?? [];
    if (!to.some((address) => suppressed.has(address.toLowerCase()))) return next();
    const MessageId = randomUUID();
    response.json({ MessageId });
    onSuppressed(MessageId, JSON.stringify(body));
  });

  return {
    router,
    suppress: (address, Reason) =>
      void suppressed.set(address.toLowerCase(), { Reason, LastUpdateTime: clock.now() / 1000 }),
  };
}

const notFound = (response: Response, message: string) =>
  sendError(response, 404, 'NotFoundException', message);

function sendError(response: Response, status: number, type: string, message: string): void {
  response.status(status).set('x-amzn-errortype', type).json({ message });
}
