import { PassThrough } from 'node:stream';
import { confirm } from '../../../infra/admin/command';

const stdin = Object.getOwnPropertyDescriptor(process, 'stdin') as PropertyDescriptor;
afterEach(() => Object.defineProperty(process, 'stdin', stdin));

/** Somebody at a terminal, who types a line. */
function answering(line: string, isTTY = true): void {
  const value = Object.assign(new PassThrough(), { isTTY });
  value.write(`${line}\n`);
  Object.defineProperty(process, 'stdin', { value, configurable: true });
}

const outcome = () =>
  confirm('Really?', {}).then(
    () => 'done',
    ({ name, message }: Error) => `${name}: ${message}`,
  );

beforeEach(() => jest.spyOn(process.stderr, 'write').mockReturnValue(true));
afterEach(() => jest.restoreAllMocks());

test.each(['y', 'Y', 'yes', ' yes '])('%j is a yes', async (line) => {
  answering(line);
  expect(await outcome()).toBe('done');
});

test.each(['', 'n', 'no', 'yo', 'yess'])('%j is a no', async (line) => {
  answering(line);
  expect(await outcome()).toBe('NotDone: Nothing was changed.');
});

test('where nobody is there, nobody has said yes', async () => {
  answering('yes', false);
  expect(await outcome()).toBe(
    'UsageError: This command asks for confirmation. Without a terminal, add --yes.',
  );
});

test('--yes asks nobody', async () => {
  answering('no', false);
  await expect(confirm('Really?', { yes: true })).resolves.toBeUndefined();
});
