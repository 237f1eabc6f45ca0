import { rotationProblem } from '../../infra/deploy/rotation';
import { parseSettings } from '../../infra/settings/settings';
import { admin } from '../support/admin-cli';
import { codeMail } from '../support/codes';
import { currentStack } from '../support/current-stack';
import { adminCommands, shellBlocks } from '../support/document';
import { person } from '../support/mailer';
import { Triggers } from '../support/triggers';
import { createUser } from '../support/users';

jest.setTimeout(60_000);

const DOCUMENT = 'infra/operations/DATA.md';
const stack = currentStack();
const triggers = new Triggers(stack);

test('the commands about a user do what they are there for', async () => {
  const [jane, gone] = [await createUser(stack), person()];
  for (const user of [jane, gone]) {
    await triggers.create(user);
    await codeMail(stack, user.email);
  }
  const commands = adminCommands(DOCUMENT).map((args) =>
    args.map((arg, n) => {
      if (arg === 'jane@example.com') return jane.email;
      return args[n - 1] === '--sub' ? gone.sub : arg;
    }),
  );
  expect(commands.map(([group, name]) => `${group} ${name}`)).toEqual([
    'data show',
    'users disable',
    'data delete',
    'data delete',
  ]);
  const outcomes = [];
  for (const args of commands) {
    const agreed = args[1] === 'delete' ? [...args, '--yes'] : args;
    outcomes.push(await admin(...agreed));
  }
  expect(outcomes.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
    commands.map(() => ({ code: 0, stderr: '' })),
  );
  expect(outcomes[0]?.stdout).toContain(jane.sub);
  expect(outcomes[2]?.stdout).toContain(`Deleted 2 records of ${jane.email}.`);
  expect(outcomes[3]?.stdout).toContain(`Deleted 2 records of ${gone.sub}`);
});

test('each step of changing the key is one that the deployment lets through', () => {
  const steps = shellBlocks(DOCUMENT)
    .flatMap((block) => [...block.matchAll(/deploy -- -c sealingKeys=(\S+)/g)])
    .map(([, keys]) => parseSettings({ sealingKeys: keys }).sealingKeys);
  expect(steps).toEqual(['1,2', '2,1', '2']);
  ['1', ...steps.slice(0, -1)].forEach((deployed, n) => {
    expect(rotationProblem(deployed, steps[n] ?? '', 10 * 60_000)).toBeUndefined();
  });
});
