import { App, Duration, NestedStack, Stack } from 'aws-cdk-lib';
import {
  CfnUserPoolClient,
  FeaturePlan,
  LambdaVersion,
  UserPool,
  UserPoolClient,
  UserPoolClientIdentityProvider,
  type IUserPool,
} from 'aws-cdk-lib/aws-cognito';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailMfa, poolOptions, type GuardWatchOptions } from 'cognito-email-mfa';
import { OrdersApi } from './orders-api';
import { addOwnParts } from './own-parts';

const app = new App();
const sender = 'login@example.com';

const onNewPool = new Stack(app, 'OnNewPool');
const userPool = new UserPool(onNewPool, 'Users', poolOptions());
// Users of a company's own provider, who have no password in the pool.
const partners = userPool.addClient('Partners', {
  supportedIdentityProviders: [UserPoolClientIdentityProvider.custom('Partner')],
  authFlows: {},
});
const mfa = new EmailMfa(onNewPool, 'Mfa', {
  userPool,
  unguardedClients: [partners],
  sender,
  senderIdentity: EmailIdentity.fromEmailIdentityName(onNewPool, 'Identity', 'example.com'),
  featurePlan: FeaturePlan.ESSENTIALS,
  alarms: { topic: new Topic(onNewPool, 'Pages') },
});
const client = mfa.addClient('Web', { accessTokenValidity: Duration.minutes(15) });
new OrdersApi(onNewPool, 'Orders', { userPool, client });
mfa.metricGuardRefusals({ period: Duration.hours(1) }).createAlarm(onNewPool, 'Refusals', {
  threshold: 5,
  evaluationPeriods: 1,
});

const onExistingPool = new Stack(app, 'OnExistingPool');
new EmailMfa(onExistingPool, 'Mfa', {
  userPool: UserPool.fromUserPoolId(onExistingPool, 'Users', 'eu-central-1_example'),
  sender,
  codeLength: 8,
  unguardedClients: [
    UserPoolClient.fromUserPoolClientId(onExistingPool, 'Old', '3n4b5urk1ft4fl3mg5e62d9ado'),
  ],
});

// The pool belongs to one team's stack, the second factor to another's.
const users = new Stack(app, 'Users');
const usersPool = new UserPool(users, 'Users', {
  ...poolOptions(),
  selfSignUpEnabled: true,
});
const usersMfa = new EmailMfa(new Stack(app, 'Login'), 'Mfa', {
  userPool: usersPool,
  sender,
});
addOwnParts(users, usersPool);
usersMfa.addClient('Web');
usersMfa.addClient('Server', { generateSecret: true });

// As Amplify Gen 2 makes it: a nested stack for auth, whose client has managed login and 3 minutes for a sign-in.
const amplify = new Stack(app, 'Amplify');
const auth = new NestedStack(amplify, 'auth');
const amplifyPool: IUserPool = new UserPool(auth, 'UserPool', { signInAliases: { email: true } });
const amplifyClient = new CfnUserPoolClient(auth, 'UserPoolAppClient', {
  userPoolId: amplifyPool.userPoolId,
  explicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  allowedOAuthFlowsUserPoolClient: true,
  allowedOAuthFlows: ['code'],
  allowedOAuthScopes: ['profile', 'phone', 'email', 'openid', 'aws.cognito.signin.user.admin'],
  callbackUrLs: ['https://example.com'],
  preventUserExistenceErrors: 'ENABLED',
  supportedIdentityProviders: ['COGNITO'],
});
new EmailMfa(new NestedStack(amplify, 'emailMfa'), 'Mfa', {
  userPool: amplifyPool,
  sender,
}).configureClient(amplifyClient);

// A pool of the account that the stack is deployed to, whose own PreTokenGeneration function serves machines too.
const env = { account: '111122223333', region: 'eu-central-1' };
const otherAccount = new Stack(app, 'OtherAccount', { env });
const watch: GuardWatchOptions = { interval: Duration.minutes(5), repair: true };
new EmailMfa(otherAccount, 'Mfa', {
  userPool: UserPool.fromUserPoolArn(
    otherAccount,
    'Users',
    'arn:aws:cognito-idp:eu-central-1:111122223333:userpool/eu-central-1_example',
  ),
  sender,
  featurePlan: FeaturePlan.ESSENTIALS,
  preTokenGenerationVersion: LambdaVersion.V3_0,
  guardWatch: watch,
  preTokenGeneration: new Function(otherAccount, 'Tenants', {
    code: Code.fromInline('exports.handler = async (event) => event;'),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
  }),
});

app.synth();
