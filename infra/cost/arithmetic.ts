import { ESSENTIALS, LITE, PRICES, type Plan } from './prices';
import { FULL_RECORD_UNITS, REMEMBERED_SIGN_IN, SIGN_IN, STANDING, type Usage } from './sign-in';

/** Dollars a month for a number of monthly active users. */
export function planCost({ free, steps }: Plan, users: number): number {
  let remaining = Math.max(0, users - free);
  let cost = 0;
  for (const { users: most, price } of steps) {
    const inStep = Math.min(remaining, most);
    cost += inStep * price;
    remaining -= inStep;
  }
  return cost;
}

export interface Item {
  name: string;
  /** Dollars. */
  cost: number;
}

const total = (items: Item[]) => items.reduce((sum, { cost }) => sum + cost, 0);

/** @param share of the sign-ins, 0 to 1, that a remembered browser makes without a code */
function usageOf(signIns: number, share: number): Usage {
  const withCode = { ...SIGN_IN, writeUnits: SIGN_IN.writeUnits + FULL_RECORD_UNITS };
  const usage = (name: keyof Usage) =>
    signIns * ((1 - share) * withCode[name] + share * REMEMBERED_SIGN_IN[name]);
  return {
    invocations: usage('invocations'),
    milliseconds: usage('milliseconds'),
    writeUnits: usage('writeUnits'),
    readUnits: usage('readUnits'),
    kmsRequests: usage('kmsRequests'),
    mails: usage('mails'),
    logBytes: usage('logBytes'),
  };
}

/**
 * Dollars a month for a number of sign-ins, with this project and with Cognito's own email MFA, which mails a code
 * at every sign-in.
 * @param share of the sign-ins, 0 to 1, that a remembered browser makes without a code
 */
export function monthlyCost(signIns: number, signInsPerUser: number, share = 0) {
  const users = signIns / signInsPerUser;
  const usage = usageOf(signIns, share);
  const seconds = usage.milliseconds / 1000;
  const ours: Item[] = [
    { name: 'Cognito: users on Lite', cost: planCost(LITE, users) },
    { name: 'SES: emails', cost: usage.mails * PRICES.sesMail },
    {
      name: 'DynamoDB: writes, reads',
      cost: usage.writeUnits * PRICES.dynamoDbWriteUnit + usage.readUnits * PRICES.dynamoDbReadUnit,
    },
    { name: 'KMS: decryptions', cost: usage.kmsRequests * PRICES.kmsRequest },
    { name: 'Lambda: requests', cost: usage.invocations * PRICES.lambdaRequest },
    { name: 'Lambda: time', cost: seconds * SIGN_IN.gigabytes * PRICES.lambdaGigabyteSecond },
    { name: 'CloudWatch: logs', cost: (usage.logBytes * PRICES.logGigabyte) / 1e9 },
    { name: 'Standing: key', cost: STANDING.keys * PRICES.kmsKeyMonth },
    { name: 'Standing: metrics', cost: STANDING.customMetrics * PRICES.customMetricMonth },
    {
      name: 'Standing: dashboard, alarms',
      cost:
        STANDING.dashboards * PRICES.dashboardMonth +
        STANDING.alarmMetrics * PRICES.alarmMetricMonth +
        STANDING.insightRules * PRICES.insightRuleMonth,
    },
  ];
  const native: Item[] = [
    { name: 'Cognito: users on Essentials', cost: planCost(ESSENTIALS, users) },
    { name: 'SES: emails', cost: signIns * SIGN_IN.mails * PRICES.sesMail },
  ];
  return { ours, native, oursInAll: total(ours), nativeInAll: total(native) };
}
