import type { MailOutcome } from '../gateway/fault-kinds';
import { ACCOUNT_ID, REGION } from '../account';
import { clock } from '../clock';

/** Body of SES v2's SendEmail, the parts that its events repeat. */
export interface SendEmailRequest {
  FromEmailAddress?: string;
  Destination?: { ToAddresses?: string[] };
  ConfigurationSetName?: string;
  EmailTags?: { Name: string; Value: string }[];
  Content?: { Simple?: { Subject?: { Data?: string } } };
}

interface OutcomeEvent {
  /** As event destinations name it. */
  type: string;
  /** As EventBridge names it. */
  detailType: string;
  detail(recipients: string[], timestamp: string): Record<string, unknown>;
}

const bounced =
  (bounceType: string, bounceSubType: string, diagnosticCode: string) =>
  (recipients: string[], timestamp: string) => ({
    eventType: 'Bounce',
    bounce: {
      feedbackId: 'local',
      bounceType,
      bounceSubType,
      bouncedRecipients: recipients.map((emailAddress) => ({
        emailAddress,
        action: 'failed',
        status: '5.1.1',
        diagnosticCode,
      })),
      timestamp,
      reportingMTA: 'dns; amazonses.com',
    },
  });

const OUTCOMES: Record<MailOutcome, OutcomeEvent> = {
  bounce: {
    type: 'bounce',
    detailType: 'Email Bounced',
    detail: bounced('Permanent', 'NoEmail', 'smtp; 550 5.1.1 user unknown'),
  },
  suppressed: {
    type: 'bounce',
    detailType: 'Email Bounced',
    detail: bounced(
      'Permanent',
      'OnAccountSuppressionList',
      'Amazon SES did not send the message to this address because it is on the suppression list for your account.',
    ),
  },
  virus: {
    type: 'reject',
    detailType: 'Email Rejected',
    detail: () => ({ eventType: 'Reject', reject: { reason: 'Bad content' } }),
  },
  complaint: {
    type: 'complaint',
    detailType: 'Email Complaint Received',
    detail: (recipients, timestamp) => ({
      eventType: 'Complaint',
      complaint: {
        feedbackId: 'local',
        complainedRecipients: recipients.map((emailAddress) => ({ emailAddress })),
        complaintFeedbackType: 'abuse',
        timestamp,
      },
    }),
  },
};

/** The event that SES publishes at EventBridge about a mail. */
export function mailOutcomeEvent(
  outcome: MailOutcome,
  messageId: string,
  request: SendEmailRequest,
): { type: string; event: Record<string, unknown> } {
  const { type, detailType, detail } = OUTCOMES[outcome];
  const { FromEmailAddress = '', Destination, ConfigurationSetName = '', EmailTags = [] } = request;
  const destination = Destination?.ToAddresses ?? [];
  const subject = request.Content?.Simple?.Subject?.Data ?? '';
  const timestamp = clock.date().toISOString();
  return {
    type,
    event: {
      version: '0',
      'detail-type': detailType,
      source: 'aws.ses',
      account: ACCOUNT_ID,
      time: timestamp,
      region: REGION,
      resources: [`arn:aws:ses:${REGION}:${ACCOUNT_ID}:configuration-set/${ConfigurationSetName}`],
      detail: {
        ...detail(destination, timestamp),
        mail: {
          timestamp,
          source: FromEmailAddress,
          sendingAccountId: ACCOUNT_ID,
          messageId,
          destination,
          headersTruncated: false,
          headers: [
            { name: 'From', value: FromEmailAddress },
            { name: 'To', value: destination.join(', ') },
            { name: 'Subject', value: subject },
          ],
          commonHeaders: { from: [FromEmailAddress], to: destination, messageId, subject },
          tags: {
            'ses:configuration-set': [ConfigurationSetName],
            ...Object.fromEntries(EmailTags.map(({ Name, Value }) => [Name, [Value]])),
          },
        },
      },
    },
  };
}
