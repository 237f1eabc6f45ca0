import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { monthlyCost } from '../../../infra/cost/arithmetic';

const README = join(__dirname, '..', '..', '..', 'infra', 'cost', 'README.md');

test('infra/cost/README.md has the figures of npm run cost', () => {
  const rows = [
    ...readFileSync(README, 'utf8').matchAll(/^\| (.+?) +\| +\$(\S+) \| +\$(\S+) \|$/gm),
  ];
  const documented = rows.map(([, name, ...figures]) => [name, ...figures]);

  const costs = [1_000, 1_000_000].map((signIns) => ({
    ...monthlyCost(signIns, 4),
    remembered: monthlyCost(signIns, 4, 0.8).oursInAll,
  }));
  const row = (name: string, pick: (cost: (typeof costs)[number]) => number) => [
    name,
    ...costs.map((cost) =>
      pick(cost).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    ),
  ];
  const part =
    (...names: string[]) =>
    (cost: (typeof costs)[number]) =>
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
    row('this project, 80% in a remembered browser', ({ remembered }) => remembered),
    row('native email MFA (Essentials, SES)', ({ nativeInAll }) => nativeInAll),
  ]);
});
