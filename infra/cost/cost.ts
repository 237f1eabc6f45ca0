/** `npm run cost`: the monthly cost, compared with Cognito's own email MFA. */
import Table from 'cli-table3';
import { Command, InvalidArgumentError } from 'commander';
import { monthlyCost, type Item } from './arithmetic';
import { AS_OF, SOURCES } from './prices';

const SIGN_INS = [1_000, 1_000_000];

const { signInsPerUser, remembered } = new Command('npm run cost --')
  .description('Monthly cost of sign-ins, compared with native email MFA.')
  .option('--sign-ins-per-user <number>', 'sign-ins per user and month', toPositive, 4)
  .option(
    '--remembered <percent>',
    'share of sign-ins in a remembered browser, 0 to 100',
    toPercent,
    0,
  )
  .allowExcessArguments(false)
  .parse()
  .opts<{ signInsPerUser: number; remembered: number }>();

const costs = SIGN_INS.map((signIns) => monthlyCost(signIns, signInsPerUser, remembered / 100));
const dollars = (cost: number) =>
  `$${cost.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
const rows = (pick: (cost: (typeof costs)[number]) => Item[]) =>
  (costs[0] ? pick(costs[0]) : []).map(({ name }, index) => [
    `  ${name}`,
    ...costs.map((cost) => dollars(pick(cost)[index]?.cost ?? 0)),
  ]);

const table = new Table({
  head: ['per month', ...SIGN_INS.map((count) => `${count.toLocaleString('en')} sign-ins`)],
  colAligns: ['left', 'right', 'right'],
  style: { head: [], border: [] },
});
table.push(
  ['users', ...SIGN_INS.map((count) => Math.round(count / signInsPerUser).toLocaleString('en'))],
  ['this project', ...costs.map(({ oursInAll }) => dollars(oursInAll))],
  ...rows(({ ours }) => ours),
  ['native email MFA', ...costs.map(({ nativeInAll }) => dollars(nativeInAll))],
  ...rows(({ native }) => native),
);
process.stdout.write(
  `${table.toString()}\n` +
    `${signInsPerUser} sign-ins per user and month, ${remembered}% in a remembered browser. List\nprices of N. Virginia, as of ${AS_OF}. Check the current prices:\n` +
    `${SOURCES.map((source) => `  ${source}\n`).join('')}`,
);

function toPositive(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('It must be a number greater than 0.');
}

function toPercent(text: string): number {
  const value = Number(text);
  if (value >= 0 && value <= 100) return value;
  throw new InvalidArgumentError('It must be a number from 0 to 100.');
}
