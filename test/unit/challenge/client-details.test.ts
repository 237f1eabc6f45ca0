import { clientDetails } from '../../../triggers/challenge/client-details';

const all = {
  locale: 'de-AT',
  timeZone: 'Europe/Vienna',
  browserName: 'Firefox',
  systemName: 'Windows',
};

test('what a call does not say is remembered from an earlier one', () => {
  expect(clientDetails(all)).toEqual(all);
  expect(clientDetails({ action: 'resend' }, all)).toEqual(all);
  expect(clientDetails(undefined, all)).toEqual(all);
  expect(clientDetails({ locale: 'fr' }, all)).toEqual({ ...all, locale: 'fr' });
});

test.each([
  ['timeZone', ['UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5']],
  ['locale', ['pt-BR', 'de']],
])('%s: %j are taken', (name, values) => {
  for (const value of values)
    expect(clientDetails({ [name]: value })).toMatchObject({ [name]: value });
});

test.each([
  [
    'timeZone',
    ['', 'Mars/Olympus', '+05:30', 'Europe/Vienna\nBcc: x', '<b>', 'a/'.repeat(99), '../x'],
  ],
  ['locale', ['', '<script>', 'en\r\nBcc: x', 'x'.repeat(40)]],
  ['browserName', ['', 'Netscape', 'firefox', 'Firefox on my laptop']],
  ['systemName', ['', 'TempleOS', 'Windows 11']],
])('clientMetadata abuse, %s: %j are not', (name, values) => {
  for (const value of values) {
    expect(clientDetails({ [name]: value })).toMatchObject({ [name]: undefined });
    expect(clientDetails({ [name]: value }, all)).toEqual(all);
  }
});
