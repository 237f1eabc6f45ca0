import { ESSENTIALS, LITE, PRICES, type Plan } from './prices';
import { SIGN_IN, STANDING } from './sign-in';

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

/** Dollars a month for a number of sign-ins, with this project and with Cognito's own email MFA. */
export function monthlyCost(signIns: number, signInsPerUser: number) {
  const users = signIns / signInsPerUser;
  const mail = { name: 'SES: emails', cost: signIns * SIGN_IN.mails * PRICES.sesMail };
  const seconds = SIGN_IN.milliseconds / 1000;
  const ours: Item[] = [
    { name: 'Cognito: users on Lite', cost: planCost(LITE, users) },
    mail,
    { name: 'DynamoDB: writes', cost: signIns * SIGN_IN.writeUnits * PRICES.dynamoDbWriteUnit },
    { name: 'KMS: decryptions', cost: signIns * SIGN_IN.kmsRequests * PRICES.kmsRequest },
    { name: 'Lambda: requests', cost: signIns * SIGN_IN.invocations * PRICES.lambdaRequest },
    {
      name: 'Lambda: time',
      cost: signIns * seconds * SIGN_IN.gigabytes * PRICES.lambdaGigabyteSecond,
    },
    { name: 'CloudWatch: logs', cost: (signIns * SIGN_IN.logBytes * PRICES.logGigabyte) / 1e9 },
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
    mail,
  ];
  return { ours, native, oursInAll: total(ours), nativeInAll: total(native) };
}
