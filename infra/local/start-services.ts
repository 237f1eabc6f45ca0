import type { LocalTemplate } from './aws/cloudformation/local-template';
import { startEventBus } from './aws/event-bus';
import { startKms } from './aws/kms';
import { LogStore } from './aws/logs/log-store';
import { startLogs } from './aws/logs/server';
import { sesAccount } from './aws/ses/account';
import type { SendEmailRequest } from './aws/ses/mail-outcome-event';
import { startSes } from './aws/ses/ses';
import { startSqs } from './aws/sqs';
import { startSsm } from './aws/ssm';
import { answerPublicKeys } from './public-keys';
import type { LocalApp } from './local-app';
import type { Ports } from './ports';
import type { Publish, ReportMail } from './start-event-rules';
import type { StackParts } from './stack-parts';

export type Services = Awaited<ReturnType<typeof startServices>>;

/** Starts the services that need no other: with the keys, queues, log groups and sender of the template. */
export async function startServices(
  { template, identities: imported }: LocalApp,
  { ports, parts }: { ports: Ports; parts: StackParts },
) {
  /** Set once the functions run that events go to. */
  const listener: { reportMail: ReportMail; publish: Publish } = {
    reportMail: () => undefined,
    publish: () => undefined,
  };
  const idsOf = (type: string) => template.ofType(type).map(({ physicalId }) => physicalId);
  const identities = [...idsOf('AWS::SES::EmailIdentity'), ...imported];
  const account = sesAccount({
    identities,
    configurationSets: idsOf('AWS::SES::ConfigurationSet'),
    onSuppressed: (messageId, request) => listener.reportMail('suppressed', messageId, request),
  });
  const logStore = logStoreOf(template);
  const [ses, sqs, events, kms] = await Promise.all([
    parts.serve('ses', startSes(ports.ses, account.router)),
    parts.serve('sqs', startSqs(template.ofType('AWS::SQS::Queue'), ports.sqs)),
    parts.serve('events', startEventBus(ports.events)),
    parts.serve('kms', startKms(template.ofType('AWS::KMS::Key'), ports.kms)),
    parts.serve('logs', startLogs(logStore, ports.logs)),
    parts.serve('ssm', startSsm(template.ofType('AWS::SSM::Parameter'), ports.ssm)),
  ]);
  await answerPublicKeys(template, kms.endpoint);
  /** As SES does, suppresses an address whose mail bounced or was reported as spam. */
  const reportMail: ReportMail = (outcome, messageId, request) => {
    const { Destination } = JSON.parse(request) as SendEmailRequest;
    if (outcome === 'bounce' || outcome === 'complaint') {
      const reason = outcome === 'bounce' ? 'BOUNCE' : 'COMPLAINT';
      for (const address of Destination?.ToAddresses ?? []) account.suppress(address, reason);
    }
    listener.reportMail(outcome, messageId, request);
  };
  return { ses, sqs, events, logStore, identities, reportMail, listener };
}

function logStoreOf(template: LocalTemplate): LogStore {
  const groups = template.ofType('AWS::Logs::LogGroup').map(({ physicalId }) => physicalId);
  const streams = template.ofType('AWS::Logs::LogStream').map(({ physicalId, properties }) => ({
    group: String(properties.LogGroupName),
    name: physicalId,
  }));
  return new LogStore(groups, streams);
}
