import { hundredths, percentile, type Cell, type Section } from '../report';
import { MODEL, simulate, type Load } from '../scale/simulate';

/** Write units of one sign-in, and those that a partition of the table takes a second. */
const UNITS_PER_SIGN_IN = 15;
const UNITS_PER_PARTITION = 1_000;
/** A new on-demand table has four partitions, and the stream one shard for each. */
const PARTITIONS_AT_FIRST = 4;
/** SES's rate: what an account often has at first, or this many times the usual rate of sign-ins. */
const SES_AT_FIRST = 14;
const SES_MARGIN = 3;
const BURST = { from: 300, to: 360, times: 10 };

const shardsFor = (rate: number) =>
  Math.max(PARTITIONS_AT_FIRST, Math.ceil((rate * UNITS_PER_SIGN_IN) / UNITS_PER_PARTITION));

/** One shard's share of each situation. */
function situations(rate: number): Record<string, Load> {
  const shards = shardsFor(rate);
  const perShard = rate / shards;
  const sesRate = Math.max(SES_AT_FIRST, SES_MARGIN * rate) / shards;
  // Long enough for a thousand emails of one shard.
  const end = Math.max(1_200, 1_000 / perShard);
  const usual = { rate: () => perShard, end, sesRate };
  const nine = (at: number) => (at >= BURST.from && at < BURST.to ? BURST.times : 1) * perShard;
  return {
    usual,
    'ten times as many for a minute': { ...usual, rate: nine },
    'the same, and SES takes them': {
      ...usual,
      rate: nine,
      sesRate: Math.max(sesRate, BURST.times * perShard),
    },
    'SES down for 10 minutes': { ...usual, outage: [100, 700] },
    'one record in 1,000 poisoned': { ...usual, poisoned: 0.001 },
  };
}

/** What waits behind the stream when many sign in, by simulation. */
export function scale({ quick }: { quick: boolean }): Section[] {
  const rates = quick ? [1, 40] : [1, 40, 1_000, 10_000];
  const rows = rates.flatMap((rate) =>
    Object.entries(situations(rate)).map(([situation, load]): Cell[] => {
      const { delays, expired, givenUp } = simulate(load);
      const all = delays.length + expired + givenUp;
      return [
        rate.toLocaleString('en'),
        situation,
        shardsFor(rate),
        hundredths(percentile(delays, 0.5)),
        hundredths(percentile(delays, 0.99)),
        hundredths((100 * (expired + givenUp)) / all),
      ];
    }),
  );
  return [
    {
      title: 'From the request of a code to SES, by simulation, s',
      head: ['sign-ins a second', 'situation', 'shards', 'p50', 'p99', 'not emailed, %'],
      rows,
      runs: 1,
      notes: [
        `One shard of the stream with its share, ${MODEL.lanes} batches at once of ${MODEL.batchSize} records, polled every ${MODEL.poll * 1000} ms.`,
        `A delivery takes ${MODEL.delivery.median * 1000} ms (median); SES takes ${SES_MARGIN} times the usual rate, or ${SES_AT_FIRST} a second; a code lives for ${MODEL.maxAge} s.`,
        'Codes that expire in an outage are not emailed; their users ask for a new one.',
      ],
    },
  ];
}
