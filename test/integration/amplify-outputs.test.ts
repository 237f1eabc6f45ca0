import { Amplify } from 'aws-amplify';
import { parseAmplifyConfig } from 'aws-amplify/utils';
import { amplifyOutputs } from '../support/amplify-outputs';
import { challengeOf, codeStep, passwordStep, signOut } from '../support/amplify-client';
import { codeMailedTo } from '../support/codes';
import { currentStack } from '../support/current-stack';
import { createUser } from '../support/users';

const stack = currentStack();
afterEach(() => signOut());

// The document of Amplify Gen 2 says that the file needs no change.
test('a page that is configured with amplify_outputs.json of Gen 2 signs in with the code', async () => {
  const config = parseAmplifyConfig(amplifyOutputs(stack));
  const cognito = config.Auth?.Cognito;
  if (!cognito?.userPoolId) throw new Error('Amplify found no user pool');
  expect(cognito.userPoolId).toBe(stack.userPoolId);
  // The only thing that the file does not say: where the local pool is.
  Object.assign(cognito, { userPoolEndpoint: `${stack.endpoints.cognito}/` });
  Amplify.configure(config);
  const user = await createUser(stack);
  expect(challengeOf(await passwordStep(user))).toMatchObject({ challenge: 'EMAIL_CODE' });
  const { nextStep } = await codeStep(await codeMailedTo(stack, user.email));
  expect(nextStep.signInStep).toBe('DONE');
});
