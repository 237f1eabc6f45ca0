import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { LOCAL_CREDENTIALS, REGION } from './aws/account';

/** Public, and valid on this machine only. Satisfies any password policy up to 25 characters. */
export const DEMO_USER = { email: 'demo@example.com', password: 'Correct-Horse-7-Battery-Staple' };

/** Creates the demo user as an admin would, with a verified address and a password that need not be changed. */
export async function createDemoUser(endpoint: string, UserPoolId: string): Promise<void> {
  const cognito = new CognitoIdentityProviderClient({
    endpoint,
    region: REGION,
    credentials: LOCAL_CREDENTIALS,
  });
  const { email, password } = DEMO_USER;
  try {
    await cognito.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: email,
        MessageAction: 'SUPPRESS',
        UserAttributes: [
          { Name: 'email', Value: email },
          { Name: 'email_verified', Value: 'true' },
        ],
      }),
    );
    await cognito.send(
      new AdminSetUserPasswordCommand({
        UserPoolId,
        Username: email,
        Password: password,
        Permanent: true,
      }),
    );
  } finally {
    cognito.destroy();
  }
}
