import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import process from 'node:process';

/** What the test hands over: where the stack is, the app client, and the user. */
export const given = JSON.parse(process.argv[2] ?? '{}');

/** What ties the tokens to this sign-in. */
export const newBinding = () => randomBytes(32).toString('base64url');

/** Waits for the mail with the code. */
export async function mailedCode() {
  for (;;) {
    const response = await globalThis.fetch(`${given.inbox}/store`);
    const { emails } = await response.json();
    const mail = emails.find(({ destination }) => destination.to.join().includes(given.email));
    const [code] = mail?.body.text.match(/(?<!\d)\d{6}(?!\d)/) ?? [];
    if (code) return code;
    await sleep(50);
  }
}

/** Hands over what came of it. */
export const report = (result) => process.stdout.write(JSON.stringify(result));
