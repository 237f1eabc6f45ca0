import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { clientOptions, type StackFacts } from '../../infra/cli/stack-file';
import { SignInClient } from '../../infra/smoke/sign-in-client';

export type {
  Credentials,
  SrpProof,
  SrpSession,
  Start,
  Step,
} from '../../infra/smoke/sign-in-client';

export const cognitoClient = (stack: StackFacts) =>
  new CognitoIdentityProviderClient({
    ...clientOptions(stack, 'cognito'),
    maxAttempts: 1,
  });

/** A sign-in on the local stack in plain SDK calls. */
export class SrpClient extends SignInClient {
  constructor(stack: StackFacts, clientId = stack.clientId) {
    super(cognitoClient(stack), stack.userPoolId, clientId);
  }
}
