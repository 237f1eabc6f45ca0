import { App, Stack } from 'aws-cdk-lib';
import { FeaturePlan, UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { EmailMfa } from 'cognito-email-mfa';
import { OrdersApi } from './orders-api';

const app = new App();

const onNewPool = new Stack(app, 'OnNewPool');
const userPool = new UserPool(onNewPool, 'Users', { signInAliases: { email: true } });
const mfa = new EmailMfa(onNewPool, 'Mfa', {
  userPool,
  sender: 'login@example.com',
  senderIdentity: EmailIdentity.fromEmailIdentityName(onNewPool, 'Identity', 'example.com'),
  featurePlan: FeaturePlan.ESSENTIALS,
});
const client = userPool.addClient('Web', mfa.clientOptions);
new OrdersApi(onNewPool, 'Orders', { userPool, client });

const onExistingPool = new Stack(app, 'OnExistingPool');
new EmailMfa(onExistingPool, 'Mfa', {
  userPool: UserPool.fromUserPoolId(onExistingPool, 'Users', 'eu-central-1_example'),
  sender: 'login@example.com',
  codeLength: 8,
  unguardedClients: [
    UserPoolClient.fromUserPoolClientId(onExistingPool, 'Old', '3n4b5urk1ft4fl3mg5e62d9ado'),
  ],
});

app.synth();
