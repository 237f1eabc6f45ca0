import {
  AdminCreateUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { isObject, objectIn } from '../pool/json';
import { temporaryPassword } from '../cli/temporary-password';
import { confirm, type CommonOptions } from './command';
import { describePool } from './pool';
import type { Target } from './deployment';
import { nameOf, type PoolUser } from './user-directory';

/**
 * Has a user set a new password, in the way that user and pool allow: by a code that Cognito mails; by another
 * temporary password if the first was never used; by one that the admin hands over where the setting `recovery`
 * leaves it to admins.
 */
export async function resetPassword(
  target: Target,
  user: PoolUser,
  options: CommonOptions,
): Promise<{ said: string; json?: object }> {
  const { cognito, userPoolId: UserPoolId } = target;
  const request = { UserPoolId, Username: user.username };
  const name = nameOf(user);
  const ask = (how: string) =>
    confirm(`Reset the password of ${name} in pool ${UserPoolId}? ${how}`, options);

  if (user.status === 'FORCE_CHANGE_PASSWORD') {
    await ask('A new temporary password is mailed; the old one ends.');
    await cognito.send(
      new AdminCreateUserCommand({
        ...request,
        MessageAction: 'RESEND',
        DesiredDeliveryMediums: ['EMAIL'],
      }),
    );
    return { said: `A new temporary password was mailed to ${name}.` };
  }
  if (await onlyAdminsRecover(target)) {
    await ask('You get a temporary password to hand over; the old one ends.');
    const Password = temporaryPassword();
    await cognito.send(new AdminSetUserPasswordCommand({ ...request, Password, Permanent: false }));
    return {
      said: `The temporary password of ${name}: ${Password}\n${STILL_SIGNED_IN}`,
      json: { temporaryPassword: Password },
    };
  }
  await ask('A code to set a new one is mailed; the old one ends.');
  await cognito.send(new AdminResetUserPasswordCommand(request));
  return { said: `${name} was mailed a code to set a new password with.\n${STILL_SIGNED_IN}` };
}

const STILL_SIGNED_IN = 'Who is signed in stays so: users sign-out ends that.';

async function onlyAdminsRecover(target: Target): Promise<boolean> {
  const { RecoveryMechanisms } = objectIn(await describePool(target), 'AccountRecoverySetting');
  const mechanisms = Array.isArray(RecoveryMechanisms) ? RecoveryMechanisms : [];
  return mechanisms.some((mechanism) => isObject(mechanism) && mechanism.Name === 'admin_only');
}
