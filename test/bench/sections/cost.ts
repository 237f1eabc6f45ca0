import { monthlyCost } from '../../../infra/cost/arithmetic';
import { AS_OF, SOURCES } from '../../../infra/cost/prices';
import { hundredths, type Section } from '../report';

const SIGN_INS = 1_000_000;
const PER_USER = 4;

/** What a million sign-ins cost in a month, by service; the rest is told by `npm run cost`. */
export function cost(): Section[] {
  const { ours, oursInAll, nativeInAll } = monthlyCost(SIGN_INS, PER_USER);
  return [
    {
      title: 'Cost of a million sign-ins',
      head: ['service', '$ a month'],
      rows: [
        ...ours.map(({ name, cost: amount }) => [name, hundredths(amount)]),
        ['in all', hundredths(oursInAll)],
        ['with native e-mail MFA', hundredths(nativeInAll)],
      ],
      runs: 1,
      notes: [
        `${PER_USER} sign-ins per user; list prices of N. Virginia as known on ${AS_OF}, to be checked:`,
        ...SOURCES,
      ],
    },
  ];
}
