import { EventQueue } from './event-queue';

/**
 * Discrete-event simulation of one shard of the stream and the mailer behind it: arrivals, polls, lanes, SES's
 * rate, retries. All times in seconds. All shards are alike, so each has its share of sign-ins and of SES.
 */
export interface Load {
  /** Sign-ins a second at a moment. */
  rate(at: number): number;
  /** No sign-in starts after this. */
  end: number;
  /** Emails a second that SES takes. */
  sesRate: number;
  /** From, to: SES fails every call. */
  outage?: [number, number];
  /** Share of records that fail twice, and then are given up. */
  poisoned?: number;
}

export interface Model {
  /** `parallelization`: batches of a shard that run at once. */
  lanes: number;
  batchSize: number;
  /** Between two looks at the shard. */
  poll: number;
  /** Median and spread (sigma of the logarithm) of one delivery: lease, decryption, SES, mark. */
  delivery: { median: number; sigma: number };
  /** Between tries within an invocation, on average; it doubles up to the longest. */
  pause: { first: number; longest: number };
  /** How long an invocation goes on trying. */
  patience: number;
  /** A record older than this is dropped. */
  maxAge: number;
}

/** As deployed with the defaults; the delivery is the estimate of infra/operations/README.md. */
export const MODEL: Model = {
  lanes: 10,
  batchSize: 10,
  poll: 0.25,
  delivery: { median: 0.25, sigma: 0.4 },
  pause: { first: 0.2, longest: 3 },
  patience: 8,
  maxAge: 300,
};

export interface Outcome {
  /** From the request of a code until SES has its email, for each email. */
  delays: number[];
  /** Dropped because the code had expired. */
  expired: number;
  /** Given up after a second try. */
  givenUp: number;
}

interface Mail {
  createdAt: number;
  poisoned: boolean;
}

/** Numbers from 0 to 1, the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Plays a load until every email is delivered, dropped or given up. */
export function simulate(load: Load, model: Model = MODEL, random = randomFrom(1)): Outcome {
  const lanes = Array.from({ length: model.lanes }, () => [] as Mail[]);
  for (const createdAt of drawArrivals(load, random)) {
    const lane = lanes[Math.floor(random() * lanes.length)] as Mail[];
    lane.push({ createdAt, poisoned: random() < (load.poisoned ?? 0) });
  }
  const outcome: Outcome = { delays: [], expired: 0, givenUp: 0 };
  const ses = new TokenBucket(load.sesRate);
  const events = new EventQueue();

  const takeNext = (lane: Mail[], free: number) => {
    const [first] = lane;
    if (!first) return;
    // A new record is seen at the next poll; one that waits is taken when the lane is free.
    const seen = Math.ceil(first.createdAt / model.poll) * model.poll;
    events.add(Math.max(free, seen), (now) => runBatch(lane, now));
  };
  const runBatch = (lane: Mail[], start: number) => {
    const waiting = lane.filter(({ createdAt }) => createdAt <= start).length;
    const batch = lane.splice(0, Math.min(waiting, model.batchSize));
    const unfinished: Mail[] = [];
    let running = batch.length;
    const done = (now: number) => {
      running -= 1;
      if (running > 0) return;
      lane.unshift(...batch.filter((mail) => unfinished.includes(mail)));
      takeNext(lane, now);
    };
    const attempt = (mail: Mail, now: number, tries: number) => {
      const down = load.outage && now >= load.outage[0] && now < load.outage[1];
      const pause =
        Math.min(model.pause.first * 2 ** tries, model.pause.longest) * (0.5 + random());
      if (mail.poisoned && tries === 1) outcome.givenUp += 1;
      else if (!mail.poisoned && !down && ses.take(now)) outcome.delays.push(now - mail.createdAt);
      else if (now + pause <= start + model.patience) {
        events.add(now + pause, (later) => attempt(mail, later, tries + 1));
        return;
      } else unfinished.push(mail);
      done(now);
    };
    for (const mail of batch) {
      const expired = start - mail.createdAt > model.maxAge;
      if (expired) outcome.expired += 1;
      const first = expired ? done : (now: number) => attempt(mail, now, 0);
      events.add(expired ? start : start + delivery(model, random), first);
    }
  };

  for (const lane of lanes) takeNext(lane, 0);
  events.run();
  return outcome;
}

/** Thins a Poisson process of the highest rate down to the rate of each moment. */
function drawArrivals({ rate, end }: Load, random: () => number): number[] {
  const highest = Math.max(...Array.from({ length: Math.ceil(end) + 1 }, (_, at) => rate(at)));
  const arrivals: number[] = [];
  for (let at = 0; at < end; at += -Math.log(1 - random()) / highest) {
    if (random() < rate(at) / highest) arrivals.push(at);
  }
  return arrivals;
}

/** Log-normal, by Box and Muller. */
function delivery({ delivery: { median, sigma } }: Model, random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(sigma * normal);
}

/** SES's rate, with a burst of one second. */
class TokenBucket {
  private tokens: number;
  private filledAt = 0;

  constructor(private readonly rate: number) {
    this.tokens = Math.max(1, rate);
  }

  take(at: number): boolean {
    const filled = this.tokens + (at - this.filledAt) * this.rate;
    this.tokens = Math.min(Math.max(1, this.rate), filled);
    this.filledAt = at;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
