/**
 * List prices in US dollars for N. Virginia, without free tiers but for Cognito's, which does not end.
 * Not all were read at the source itself, and yours may differ: check them there before you count on them.
 */
export const AS_OF = '2026-11-22';

export const SOURCES = [
  'https://aws.amazon.com/cognito/pricing/',
  'https://aws.amazon.com/lambda/pricing/',
  'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  'https://aws.amazon.com/kms/pricing/',
  'https://aws.amazon.com/ses/pricing/',
  'https://aws.amazon.com/cloudwatch/pricing/',
];

export const PRICES = {
  lambdaRequest: 0.2 / 1e6,
  /** Arm. */
  lambdaGigabyteSecond: 0.0000133334,
  /** On demand; a write of up to 1 kB, two in a transaction. */
  dynamoDbWriteUnit: 0.625 / 1e6,
  /** RSA_2048, which costs less than other asymmetric keys. */
  kmsRequest: 0.03 / 1e4,
  kmsKeyMonth: 1,
  sesMail: 0.1 / 1e3,
  logGigabyte: 0.5,
  customMetricMonth: 0.3,
  /** Of each metric that an alarm looks at. */
  alarmMetricMonth: 0.1,
  dashboardMonth: 3,
};

/** Monthly active users of a plan: the first so many at no cost, then each step at its price per user. */
export interface Plan {
  free: number;
  /** In order; the last one has no end. */
  steps: { users: number; price: number }[];
}

export const LITE: Plan = {
  free: 10_000,
  steps: [
    { users: 90_000, price: 0.0055 },
    { users: 900_000, price: 0.0046 },
    { users: 9_000_000, price: 0.00325 },
    { users: Infinity, price: 0.0025 },
  ],
};
export const ESSENTIALS: Plan = { free: 10_000, steps: [{ users: Infinity, price: 0.015 }] };
