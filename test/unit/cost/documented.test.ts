import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { monthlyCost } from '../../../infra/cost/arithmetic';

const README = join(__dirname, '..', '..', '..', 'infra', 'cost', 'README.md');

test('infra/cost/README.md has the figures of npm run cost', () => {
  const rows = [
    ...readFileSync(README, 'utf8').matchAll(/^\| (.+?) +\| +\$(\S+) \| +\$(\S+) \|$/gm),
  ];
  const documented = rows.map(([, name, ...figures]) => [name, ...figures]);

  const costs = [monthlyCost(1_000, 4), monthlyCost(1_000_000, 4)];
  const row = (name: string, pick: (cost: ReturnType<typeof monthlyCost>) => number) => [
    name,
    ...costs.map((cost) =>
      pick(cost).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    ),
  ];
  const part =
    (...names: string[]) =>
    (cost: ReturnType<typeof monthlyCost>) =>
      cost.ours.reduce(
        (sum, { name, cost: dollars }) => sum + (names.includes(name) ? dollars : 0),
        0,
      );
  const [users, mails, watching] = [
    'Cognito: users on Lite',
    'SES: emails',
    'Standing: dashboard, alarms',
  ] as const;
  expect(documented).toEqual([
    row("this project, on Cognito's Lite plan", ({ oursInAll }) => oursInAll),
    row('… of that, users on Lite', part(users)),
    row('… of that, SES', part(mails)),
    row('… of that, dashboard and alarms', part(watching)),
    row('… of that, all else', (cost) => cost.oursInAll - part(users, mails, watching)(cost)),
    row('native email MFA (Essentials, SES)', ({ nativeInAll }) => nativeInAll),
  ]);
});
