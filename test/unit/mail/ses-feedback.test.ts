import fc from 'fast-check';
import { keyOf, messageIdOf, reasonFor, type SesEvent } from '../../../triggers/mail/ses-feedback';

const event = (eventType: string, bounceType?: string, bounceSubType = ''): SesEvent => ({
  eventType,
  ...(bounceType && { bounce: { bounceType, bounceSubType } }),
  mail: { messageId: '0102-a' },
});
const tagged = (pk: string): SesEvent => ({
  eventType: 'Bounce',
  mail: { messageId: 'x', tags: { record: [Buffer.from(pk).toString('base64url')] } },
});

test.each([
  [event('Complaint'), 'Complaint'],
  [event('Rendering Failure'), 'Rendering Failure'],
  [event('Bounce', 'Permanent', 'NoEmail'), 'Bounce:Permanent:NoEmail'],
  [event('Bounce', 'Transient', 'Brand-new'), 'Bounce:Transient:Other'],
  [event('Bounce', 'constructor', 'name'), 'Bounce:Other'],
  [event('Bounce'), 'Bounce:Other'],
  [event('Send'), 'Other'],
])('%j is counted as %s', (detail, reason) => {
  expect(reasonFor(detail)).toBe(reason);
});

test('log and metric injection: no event brings a reason of its own', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (eventType, type, subtype) => {
      const reason = reasonFor(event(eventType, type || 'x', subtype));
      return /^(Other|Complaint|Reject|Rendering Failure|Bounce:\w+(:\w+)?)$/.test(reason);
    }),
  );
});

test('only challenges and notices are marked, and only ids of SES are passed on', () => {
  expect(keyOf(tagged('challenge#1'))).toBe('challenge#1');
  expect(keyOf(tagged('notice#pool#sub#1'))).toBe('notice#pool#sub#1');
  expect(keyOf(tagged('user#pool#sub'))).toBeUndefined();
  expect(keyOf(event('Bounce'))).toBeUndefined();
  expect(messageIdOf(event('Bounce'))).toBe('0102-a');
  for (const messageId of ['a b', '', 'a'.repeat(101)]) {
    expect(messageIdOf({ eventType: 'Bounce', mail: { messageId } })).toBeUndefined();
  }
});
