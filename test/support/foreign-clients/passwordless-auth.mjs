/** A sign-in with code, and a refresh, as apps do that use amazon-cognito-passwordless-auth, with a client secret too. */
import { Passwordless } from 'amazon-cognito-passwordless-auth';
import { initiateAuth } from 'amazon-cognito-passwordless-auth/cognito-api';
import { authenticateWithSRP } from 'amazon-cognito-passwordless-auth/srp';
import { given, mailedCode, newBinding, report } from './sign-in.mjs';

Passwordless.configure({
  cognitoIdpEndpoint: given.endpoint,
  userPoolId: given.userPoolId,
  clientId: given.clientId,
  ...(given.clientSecret && { clientSecret: given.clientSecret }),
});
const { idToken, refreshToken, username } = await authenticateWithSRP({
  username: given.email,
  password: given.password,
  authflow: 'CUSTOM_AUTH',
  customChallengeAnswer: mailedCode,
  clientMetadata: { binding: newBinding() },
}).signedIn;
const { AuthenticationResult } = await initiateAuth({
  authflow: 'REFRESH_TOKEN_AUTH',
  authParameters: { REFRESH_TOKEN: refreshToken, USERNAME: username, DEVICE_KEY: null },
});
report({ idToken, refreshedIdToken: AuthenticationResult.IdToken });
