import { callsOf } from '../support/calls';
import { waitForMail, type Mail } from '../support/inbox';
import { person } from '../support/mailer';
import { metricsOf } from '../support/metrics';
import { everyLogLine } from '../support/secrets';
import { startStack, type RunningStack } from '../support/stack';
import { until } from '../support/until';
import { Triggers } from '../support/triggers';
import type { TestUser } from '../support/users';

const withStack = (settings: Record<string, string>) => {
  const running = {} as { stack: RunningStack };
  beforeAll(async () => {
    running.stack = await startStack({ settings });
  });
  afterAll(() => running.stack?.stop());
  return running;
};

async function mailFor(
  { facts }: RunningStack,
  user: TestUser,
  clientMetadata?: Record<string, string>,
): Promise<Mail> {
  await new Triggers(facts).create(user, clientMetadata ? { clientMetadata } : {});
  return waitForMail(facts, user.email);
}

describe('the settings of the mail', () => {
  const running = withStack({
    productName: 'Acorn Books',
    brandColor: '#0a7f3f',
    supportAddress: 'help@example.com',
    replyTo: 'answers@example.com',
    codeInSubject: 'no',
    defaultLocale: 'fr',
  });

  test('shape what is sent', async () => {
    const mail = await mailFor(running.stack, person());
    expect(mail.subject).toBe('Votre code de vérification Acorn Books');
    expect(mail.from).toBe('"Acorn Books" <login@example.com>');
    expect(mail.replyTo).toEqual(['answers@example.com']);
    expect(mail.headers).toContainEqual({ name: 'Auto-Submitted', value: 'auto-generated' });
    expect(mail.body.html).toContain('bgcolor="#0a7f3f"');
    for (const body of [mail.body.text, mail.body.html]) expect(body).toContain('help@example.com');
  });

  test("a person's language comes before the default", async () => {
    const mail = await mailFor(running.stack, person(), { locale: 'pt-BR' });
    expect(mail.subject).toBe('Seu código de verificação de Acorn Books');
    expect(mail.body.html).toContain('lang="pt-BR"');
  });
});

describe("an app team's template", () => {
  const running = withStack({ mailTemplate: 'test/support/mail-template.ts' });

  test('is bundled and used in place of the standard one', async () => {
    const mail = await mailFor(running.stack, person());
    const [code] = /^\d{6}/.exec(mail.subject) ?? [];
    expect(mail.subject).toBe(`${code} is your very own code`);
    expect(mail.body).toEqual({ text: `${code}\n`, html: `<p>${code}</p>` });
  });

  test('failing gives the mail up, and its error, which may hold the code, stays out of the log', async () => {
    const { facts } = running.stack;
    const user = person();
    const { challengeMetadata } = await new Triggers(facts).create(user, {
      clientMetadata: { locale: 'xx' },
    });
    const { id } = JSON.parse(challengeMetadata);
    await until(async () => metricsOf(facts, 'SendCode', id)['MailFailed:UnmailableError'] === 1);
    expect(everyLogLine(facts).join('\n')).not.toContain('Out of words');
    const sent = await callsOf(facts, { service: 'ses' });
    expect(sent.some(({ recipients }) => recipients?.includes(user.email))).toBe(false);
  });
});
