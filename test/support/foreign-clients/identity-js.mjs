/** A sign-in with code, and a refresh, as apps do that use amazon-cognito-identity-js. */
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
import { given, mailedCode, newBinding, report } from './sign-in.mjs';

const Pool = new CognitoUserPool({
  UserPoolId: given.userPoolId,
  ClientId: given.clientId,
  endpoint: given.endpoint,
});
const user = new CognitoUser({ Username: given.email, Pool });
user.setAuthenticationFlowType('CUSTOM_AUTH');

const session = await new Promise((resolve, reject) => {
  const callbacks = {
    onSuccess: resolve,
    onFailure: reject,
    customChallenge: () =>
      void mailedCode().then((code) =>
        user.sendCustomChallengeAnswer(code, callbacks, { binding: newBinding() }),
      ),
  };
  const details = { Username: given.email, Password: given.password };
  user.authenticateUser(new AuthenticationDetails(details), callbacks);
});
const refreshed = await new Promise((resolve, reject) =>
  user.refreshSession(session.getRefreshToken(), (error, result) =>
    error ? reject(error) : resolve(result),
  ),
);
report({
  idToken: session.getIdToken().getJwtToken(),
  refreshedIdToken: refreshed.getIdToken().getJwtToken(),
});
