import { parseSettings } from '../settings/settings';
import type { MailFate } from './aws/gateway/faults';
import { startKms } from './aws/kms';
import type { Closable, Endpoint } from './aws/listen';
import type { Ports } from './ports';
import { startSes, type Inbox } from './aws/ses/ses';
import { sesAccount } from './aws/ses/account';
import type { SendEmailRequest } from './aws/ses/events';
import { startSqs, type LocalSqs } from './aws/sqs';
import type { LocalTemplate } from './aws/cloudformation/template';

/** Tells what came of a mail. @param request body of the SendEmail call */
type Tell = (fate: MailFate, messageId: string, request: string) => void;

export interface Services {
  kms: Endpoint;
  ses: Inbox;
  sqs: LocalSqs;
  /** What SES does besides telling when a mail bounces or is reported: it suppresses the address. */
  onFate: Tell;
  /** To be set when there is somebody to tell. */
  effects: { tell: Tell };
}

/**
 * The services that functions and admins call, for the keys, queues and sender of the template.
 * @param part takes note of each that starts, to end it later
 */
export async function startServices(
  template: LocalTemplate,
  settings: Record<string, string>,
  ports: Ports,
  part: <T extends Closable>(starting: Promise<T>) => Promise<T>,
): Promise<Services> {
  const effects: Services['effects'] = { tell: () => undefined };
  const account = sesAccount({
    identities: [
      ...template.ofType('AWS::SES::EmailIdentity').map(({ physicalId }) => physicalId),
      parseSettings(settings).senderIdentity,
    ],
    configurationSets: template
      .ofType('AWS::SES::ConfigurationSet')
      .map(({ physicalId }) => physicalId),
    onSuppressed: (messageId, request) => effects.tell('suppressed', messageId, request),
  });
  const [kms, ses, sqs] = await Promise.all([
    part(startKms(template.ofType('AWS::KMS::Key'), template.ofType('AWS::KMS::Alias'), ports.kms)),
    part(startSes(ports.inbox, account.router)),
    part(startSqs(template.ofType('AWS::SQS::Queue'), ports.sqs)),
  ]);
  const onFate: Tell = (fate, messageId, request) => {
    const { Destination } = JSON.parse(request) as SendEmailRequest;
    if (fate === 'bounce' || fate === 'complaint') {
      const reason = fate === 'bounce' ? 'BOUNCE' : 'COMPLAINT';
      for (const address of Destination?.ToAddresses ?? []) account.suppress(address, reason);
    }
    effects.tell(fate, messageId, request);
  };
  return { kms, ses, sqs, onFate, effects };
}
