import { ACCOUNT_ID, REGION } from './account';
import { clock } from './clock';

/** Writing calls that CloudTrail reports here: those that change a pool or its clients. */
const REPORTED = /^(UpdateUserPool|SetUserPoolMfaConfig|(Create|Update|Delete)UserPoolClient)$/;

/** The event that EventBridge gets of a Cognito call; undefined for calls that are not reported. */
export function cloudTrailEvent(eventName: string, request: Record<string, unknown>) {
  if (!REPORTED.test(eventName)) return undefined;
  return {
    version: '0',
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.cognito-idp',
    account: ACCOUNT_ID,
    region: REGION,
    time: clock.date().toISOString(),
    detail: {
      eventSource: 'cognito-idp.amazonaws.com',
      eventName,
      // CloudTrail has all but secrets; no rule needs more.
      requestParameters: { userPoolId: request['UserPoolId'], clientId: request['ClientId'] },
    },
  };
}
