import { codeMailedTo, wrongCode } from '../support/codes';
import { SrpClient } from '../support/srp-client';
import { StackProcess } from '../support/stack';
import { createUser } from '../support/users';

jest.setTimeout(60_000);

test('npm start shows each step of a sign-in as it happens, without colours where there is no terminal', async () => {
  const stack = new StackProcess();
  try {
    const facts = await stack.ready();
    const user = await createUser(facts);
    const client = new SrpClient(facts);
    const step = await client.password(user);
    const code = await codeMailedTo(facts, user.email);
    await client.answer(await client.answer(step, wrongCode(code)), code);
    await stack.printed('signed in  ');
    const { output } = await stack.signal('SIGINT');

    const lines = output.split('\n').filter((line) => line.includes(user.sub.slice(0, 8)));
    const words = ['code created', 'code sent', 'incorrect code', 'correct code', 'signed in'];
    const told = lines.map((line) => words.find((what) => line.includes(`  ${what} `)));
    expect(told.sort()).toEqual(words.toSorted());
    for (const line of lines) {
      expect(line).toMatch(/^\d\d:\d\d:\d\d {2}[a-z ,]+ {2}user [0-9a-f]{8} {2}client \w{8}/);
    }
    expect(output).not.toContain(user.email);
    expect(lines.join()).not.toContain('\x1b');
  } finally {
    await stack.stop();
  }
});
