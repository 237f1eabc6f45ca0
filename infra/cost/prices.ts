/**
 * List prices in US dollars for N. Virginia. Of the free tiers only Cognito's is included, as it does not expire.
 * Some prices are from secondary sources, and yours may differ: check them before you rely on them.
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
  /** On demand: a write of up to 1 kB. Transactions count twice. */
  dynamoDbWriteUnit: 0.625 / 1e6,
  /** On demand: a consistent read of up to 4 kB. */
  dynamoDbReadUnit: 0.125 / 1e6,
  /** RSA_2048. Other asymmetric keys cost more. */
  kmsRequest: 0.03 / 1e4,
  kmsKeyMonth: 1,
  sesMail: 0.1 / 1e3,
  logGigabyte: 0.5,
  customMetricMonth: 0.3,
  /** For each metric of an alarm. */
  alarmMetricMonth: 0.1,
  dashboardMonth: 3,
  /** Contributor Insights, for the alarms that count users. */
  insightRuleMonth: 0.5,
};

/** Prices of a plan: a number of monthly active users is free, then each step has its price per user. */
export interface Plan {
  free: number;
  /** In order. The last one is unlimited. */
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
