import { Duration, type Stack } from 'aws-cdk-lib';
import { UserPoolOperation, type UserPool } from 'aws-cdk-lib/aws-cognito';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Alias, Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';

/** Only people of the company sign up. As Lambda allowed it up to Node.js 22, with a callback. */
const ONLY_OURS = `
exports.handler = (event, context, callback) => {
  const ours = event.request.userAttributes.email.endsWith('@example.com');
  callback(ours ? null : new Error('Sign up with your example.com address.'), event);
};`;

/** Records a sign-in in the app's own table, and tries to put a file into a bucket. */
const RECORD_VISIT = `
const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');
exports.handler = async (event) => {
  const { sub, email } = event.request.userAttributes;
  const refusal = await fetch(process.env.AWS_ENDPOINT_URL + '/' + process.env.BUCKET + '/' + sub, {
    method: 'PUT',
    headers: { authorization: 'AWS4-HMAC-SHA256 Credential=a/20261128/us-east-1/s3/aws4_request' },
  });
  await new DynamoDBClient({}).send(new PutItemCommand({
    TableName: process.env.VISITS,
    Item: { id: { S: sub }, email: { S: email }, bucket: { S: (await refusal.json()).message } },
  }));
  return event;
};`;

/** What an app team has in its stack besides: triggers, a table, a domain, and what has nothing to do with sign-ins. */
export function addOwnParts(stack: Stack, userPool: UserPool): void {
  const visits = new Table(stack, 'Visits', {
    partitionKey: { name: 'id', type: AttributeType.STRING },
  });
  const bucket = new Bucket(stack, 'Avatars');
  const onlyOurs = new Function(stack, 'OnlyOurs', {
    code: Code.fromInline(ONLY_OURS),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
  });
  const recordVisit = new Function(stack, 'RecordVisit', {
    code: Code.fromInline(RECORD_VISIT),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
    timeout: Duration.seconds(5),
    environment: { VISITS: visits.tableName, BUCKET: bucket.bucketName },
  });
  userPool.addTrigger(UserPoolOperation.PRE_SIGN_UP, onlyOurs);
  userPool.addTrigger(
    UserPoolOperation.POST_AUTHENTICATION,
    new Alias(stack, 'Live', { aliasName: 'live', version: recordVisit.currentVersion }),
  );
  userPool.addGroup('Admins', { groupName: 'admins' });
  userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: 'example' } });
  new Function(stack, 'Reports', {
    code: Code.fromInline('def handler(event, context): return event'),
    handler: 'index.handler',
    runtime: Runtime.PYTHON_3_13,
    environment: { POOL: userPool.userPoolId },
  });
}
