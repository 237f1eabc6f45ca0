import {
  AdminCreateUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { isObject, objectIn } from '../pool/json';
import { temporaryPassword } from '../cli/temporary-password';
import { confirm, type CommonOptions } from './command';
import { describePool } from './pool';
import type { Deployment } from './deployment';
import { nameOf, type PoolUser } from './user-directory';

/**
 * Makes a user set a new password, in the way that user and pool allow: with a code that Cognito sends; with a new
 * temporary password if the first was never used; or, with `recovery=admin`, with one that the admin hands over.
 */
export async function resetPassword(
  deployment: Deployment,
  user: PoolUser,
  options: CommonOptions,
): Promise<{ message: string; json?: object }> {
  const { cognito, userPoolId: UserPoolId } = deployment;
  const request = { UserPoolId, Username: user.username };
  const name = nameOf(user);
  const ask = (how: string) =>
    confirm(`Reset the password of ${name} in pool ${UserPoolId}? ${how}`, options);

  if (user.status === 'FORCE_CHANGE_PASSWORD') {
    await ask('Cognito sends a new temporary password. The old one stops working.');
    await cognito.send(
      new AdminCreateUserCommand({
        ...request,
        MessageAction: 'RESEND',
        DesiredDeliveryMediums: ['EMAIL'],
      }),
    );
    return { message: `Cognito sent ${name} a new temporary password.` };
  }
  if (await onlyAdminsRecover(deployment)) {
    await ask('You get a temporary password to hand over. The old password stops working.');
    const Password = temporaryPassword();
    await cognito.send(new AdminSetUserPasswordCommand({ ...request, Password, Permanent: false }));
    return {
      message: `Temporary password for ${name}: ${Password}\n${STILL_SIGNED_IN}`,
      json: { temporaryPassword: Password },
    };
  }
  await ask('Cognito sends a code to set a new one. The old password stops working.');
  await cognito.send(new AdminResetUserPasswordCommand(request));
  return { message: `Cognito sent ${name} a code to set a new password.\n${STILL_SIGNED_IN}` };
}

const STILL_SIGNED_IN = 'Existing sessions continue. To end them, run users sign-out.';

async function onlyAdminsRecover(deployment: Deployment): Promise<boolean> {
  const { RecoveryMechanisms } = objectIn(await describePool(deployment), 'AccountRecoverySetting');
  const mechanisms = Array.isArray(RecoveryMechanisms) ? RecoveryMechanisms : [];
  return mechanisms.some((mechanism) => isObject(mechanism) && mechanism.Name === 'admin_only');
}
