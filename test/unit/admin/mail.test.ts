import { readFailure } from '../../../infra/admin/mail/queued-failure';
import {
  checkMail,
  possibleIdentities,
  type MailSetup,
} from '../../../infra/admin/mail/mail-status';

const healthy: MailSetup = {
  sender: 'login@mail.example.com',
  mailer: {
    name: 'SendCode',
    logGroup: '/send-code',
    reservedConcurrency: undefined,
    mappings: ['Enabled'],
  },
  account: {
    EnforcementStatus: 'HEALTHY',
    ProductionAccessEnabled: true,
    SendingEnabled: true,
    SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 100 },
  },
  identity: { name: 'example.com', verified: true },
  configurationSet: { SendingOptions: { SendingEnabled: true } },
};
const account = (changes: Partial<MailSetup['account']>) => ({
  account: { ...healthy.account, ...changes },
});
const mailer = (changes: Partial<MailSetup['mailer']>) => ({
  mailer: { ...healthy.mailer, ...changes },
});
const sent = (SentLast24Hours: number, Max24HourSend = 50_000) =>
  account({ SendQuota: { Max24HourSend, MaxSendRate: 14, SentLast24Hours } });

test('nothing to say of a healthy account', () => {
  expect(checkMail(healthy).map(({ level }) => level)).toEqual(Array(7).fill('ok'));
});

test.each<[string, Partial<MailSetup>, string, 'note' | 'problem', string]>([
  ['mailer stopped', mailer({ reservedConcurrency: 0 }), 'mailer', 'problem', 'set to 0'],
  ['mapping off', mailer({ mappings: ['Disabled'] }), 'mailer', 'problem', 'mapping is Disabled'],
  ['mapping gone', mailer({ mappings: [] }), 'mailer', 'problem', 'mapping is missing'],
  ['paused', account({ SendingEnabled: false }), 'sending', 'problem', 'whole account'],
  ['under review', account({ EnforcementStatus: 'PROBATION' }), 'standing', 'note', 'reviewing'],
  ['shut down', account({ EnforcementStatus: 'SHUTDOWN' }), 'standing', 'problem', 'SHUTDOWN'],
  ['sandbox', account({ ProductionAccessEnabled: false }), 'sandbox', 'problem', 'verified'],
  ['quota nearly used', sent(40_000), 'quota', 'note', '40000 of 50000'],
  ['quota used up', sent(50_000), 'quota', 'problem', '50000 of 50000'],
  ['no identity', { identity: undefined }, 'sender', 'problem', 'no identity that covers login@'],
  [
    'not verified',
    { identity: { name: 'example.com', verified: false } },
    'sender',
    'problem',
    'example.com is not verified',
  ],
  ['set gone', { configurationSet: undefined }, 'configuration set', 'problem', 'Deploy again'],
  [
    'set paused',
    { configurationSet: { SendingOptions: { SendingEnabled: false } } },
    'configuration set',
    'problem',
    'paused',
  ],
])('%s', (_, changes, name, level, text) => {
  const found = checkMail({ ...healthy, ...changes }).filter((check) => check.level !== 'ok');
  expect(found).toEqual([{ name, level, text: expect.stringContaining(text) }]);
});

test('an account without a limit never runs out', () => {
  const checks = checkMail({ ...healthy, ...sent(5_000_000, -1) });
  expect(checks.filter(({ level }) => level !== 'ok')).toEqual([]);
});

test('an address may be covered by its own identity or by any domain above it', () => {
  expect(possibleIdentities('login@mail.example.com')).toEqual([
    'login@mail.example.com',
    'mail.example.com',
    'example.com',
  ]);
});

describe('what lies in the on-failure queue', () => {
  const read = (body: unknown, attributes = {}) =>
    readFailure({ body: JSON.stringify(body), queuedAt: 1, attributes });
  const event = {
    source: 'aws.ses',
    'detail-type': 'Email Bounced',
    detail: {
      mail: {
        messageId: '0100-mail',
        destination: ['ada@example.com'],
        commonHeaders: { subject: '123456 is your code' },
      },
    },
  };

  test('records that the stream gave up', () => {
    const batch = { shardId: 'shard-1', startSequenceNumber: '7', endSequenceNumber: '9' };
    expect(
      read({
        requestContext: { condition: 'MaximumRecordAgeExceeded' },
        DDBStreamBatchInfo: { ...batch, batchSize: 3 },
      }),
    ).toEqual({
      queuedAt: 1,
      kind: 'mails',
      count: 3,
      why: 'MaximumRecordAgeExceeded',
      where: 'shard-1, 7 to 9',
    });
  });

  test.each([
    [
      'the function failed on',
      { requestContext: { condition: 'RetriesExhausted' }, requestPayload: event },
      {},
    ],
    ['EventBridge could not deliver', event, { ERROR_CODE: 'RetriesExhausted' }],
  ])('news that %s, without address and subject', (_, body, attributes) => {
    expect(read(body, attributes)).toEqual({
      queuedAt: 1,
      kind: 'feedback',
      count: 1,
      why: 'RetriesExhausted',
      where: 'Email Bounced, mail 0100-mail',
    });
  });

  test('audit events, without what they say', () => {
    const body = {
      timestamp: '2026-11-22T12:00:00Z',
      requestContext: { condition: 'RetriesExhausted' },
      requestPayload: { awslogs: { data: 'H4sIAAAA' } },
    };
    expect(read(body)).toEqual({
      queuedAt: 1,
      kind: 'audit',
      count: 1,
      why: 'RetriesExhausted',
      where: '2026-11-22T12:00:00Z',
    });
  });

  test.each(['no JSON', '[]', '{}'])('anything else is told, not shown: %s', (body) => {
    expect(readFailure({ body, queuedAt: 1, attributes: {} })).toMatchObject({ kind: 'unknown' });
  });
});
