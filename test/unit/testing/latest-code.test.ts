import { latestCode, type ReceivedMail } from '../../../infra/testing';

const mail = (id: string, text: string, second = 0, subject = 'Hello'): ReceivedMail => ({
  id,
  subject,
  text,
  receivedAt: new Date(Date.UTC(2026, 0, 1, 12, 0, second)),
});

/** A mailbox that gets one mail more each time that somebody looks. */
function mailbox(...mails: ReceivedMail[]) {
  let looks = 0;
  return async () => mails.slice(0, ++looks);
}

const options = { interval: 1, timeout: 50 };

test('waits for the mail and gives its code', async () => {
  const inbox = mailbox(mail('1', 'Welcome.'), mail('2', 'Your code is 123456.', 1));
  expect(await latestCode('a@example.com', { inbox, ...options })).toBe('123456');
});

test('each call gives a code that no call gave before, the newest one', async () => {
  const mails = [mail('1', '111111', 1), mail('3', '333333', 3), mail('2', '222222', 2)];
  const inbox = async () => mails;
  expect(await latestCode('a@example.com', { inbox, ...options })).toBe('333333');
  await expect(latestCode('a@example.com', { inbox, ...options })).rejects.toThrow(
    'No new mail with a code came to a@example.com in 50 ms; mails there: 3.',
  );
  mails.push(mail('4', '444444', 4));
  expect(await latestCode('a@example.com', { inbox, ...options })).toBe('444444');
});

test('mails before the sign-in do not count', async () => {
  const inbox = async () => [mail('1', '111111', 1), mail('2', '222222', 20)];
  const since = new Date(Date.UTC(2026, 0, 1, 12, 0, 30));
  await expect(latestCode('a@example.com', { inbox, since, ...options })).rejects.toThrow(
    'mails there: 0.',
  );
});

test('the code in the subject comes before numbers in the text; two numbers are no code', async () => {
  const both = async () => [mail('1', 'Call 5551234567.', 1, '123456 is your code')];
  expect(await latestCode('a@example.com', { inbox: both, ...options })).toBe('123456');
  const two = async () => [mail('1', '123456 or 654321', 1)];
  await expect(latestCode('a@example.com', { inbox: two, ...options })).rejects.toThrow('No new');
});
