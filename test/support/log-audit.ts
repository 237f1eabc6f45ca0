import { currentStack } from './current-stack';
import { codeIn, everyMail } from './inbox';
import { everyLogLine } from './secrets';

/**
 * After each test file: all that the functions and parts have logged so far, for all files before it too,
 * holds no code that was mailed, no full address, no token and nothing that only Cognito's session holds.
 */
afterAll(async () => {
  const stack = currentStack();
  const log = everyLogLine(stack).join('\n');
  expect(log.length).toBeGreaterThan(0);
  for (const mail of await everyMail(stack)) {
    for (const address of mail.destination.to) expect(log).not.toContain(address);
    if (/is your .* code/.test(mail.subject)) {
      expect(log).not.toMatch(new RegExp(`(?<![\\w.-])${codeIn(mail)}(?![\\w.-])`));
    }
  }
  expect(log).not.toMatch(/eyJ[\w-]{10,}\./);
  expect(log).not.toMatch(/attemptsLeft|challengeMetadata|privateChallengeParameters|sealedCode/);
});
