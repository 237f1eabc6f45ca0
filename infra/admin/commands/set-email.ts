import { AdminUpdateUserAttributesCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Command } from 'commander';
import { recordByAdmin } from '../audit/audit-log';
import {
  addCommonOptions,
  addYesOption,
  confirm,
  print,
  toAddress,
  type CommonOptions,
} from '../command';
import { NotDone } from '../../cli/errors';
import { printable } from '../../cli/text';
import { connect } from '../deployment';
import { confirmCodeAddress } from '../mfa/code-address';
import { findStack } from '../stack-resources';
import { findUser, getUser, nameOf, USER_ARGUMENT, type PoolUser } from '../user-directory';

/** `users set-email`: changes the address in the pool, and codes go there at once. */
export function addSetEmail(users: Command): void {
  const command = users
    .command('set-email')
    .description('Changes the email address of a user. Codes go there at once.')
    .argument('<user>', USER_ARGUMENT)
    .argument('<email>', 'new email address, which is set as verified', toAddress)
    .action(setEmail);
  addYesOption(addCommonOptions(command));
}

async function setEmail(name: string, email: string, options: CommonOptions): Promise<void> {
  const deployment = connect(options);
  const { resource } = await findStack(deployment);
  const user = await findUser(deployment, name);
  const { cognito, userPoolId: UserPoolId } = deployment;
  await confirm(
    `Set the address of ${nameOf(user)} in pool ${UserPoolId} to ${email}? Codes go there at once, and whoever reads it can reset the password.`,
    options,
  );
  await cognito.send(
    new AdminUpdateUserAttributesCommand({
      UserPoolId,
      Username: user.username,
      UserAttributes: [
        { Name: 'email', Value: email },
        { Name: 'email_verified', Value: 'true' },
      ],
    }),
  );
  await confirmCodeAddress(deployment, resource('table'), user.sub, email);
  const done = `The address of ${nameOf(user)} is now ${email}`;
  await recordByAdmin(deployment, resource, { event: 'address.confirmed', sub: user.sub, done });
  const changed = (await getUser(deployment, user.username)) ?? user;
  print(changed, `${done}. Codes go there at once. Existing sessions continue.`, options);
}

/** `mfa confirm-address`: for an address that was changed elsewhere, such as in the console. */
export function addConfirmAddress(mfa: Command): void {
  const command = mfa
    .command('confirm-address')
    .description("Lets codes go to the pool's address of a user at once, after a change.")
    .argument('<user>', USER_ARGUMENT)
    .action(confirmAddress);
  addYesOption(addCommonOptions(command));
}

async function confirmAddress(name: string, options: CommonOptions): Promise<void> {
  const deployment = connect(options);
  const { resource } = await findStack(deployment);
  const user = await findUser(deployment, name);
  const email = verifiedEmail(user);
  await confirm(
    `Let codes of ${nameOf(user)} go to ${printable(email)} at once, in pool ${deployment.userPoolId}? Ask the user first, by a way that does not depend on this address.`,
    options,
  );
  const confirmed = await confirmCodeAddress(deployment, resource('table'), user.sub, email);
  if (!confirmed) {
    throw new NotDone(`${nameOf(user)} never had a code. The first one goes to this address.`);
  }
  const done = `Codes of ${nameOf(user)} go to ${printable(email)}`;
  await recordByAdmin(deployment, resource, { event: 'address.confirmed', sub: user.sub, done });
  print({ sub: user.sub, email, confirmed }, `${done} from the next sign-in.`, options);
}

function verifiedEmail(user: PoolUser): string {
  if (!user.email || !user.emailVerified) {
    throw new NotDone(
      `The address of ${nameOf(user)} is not verified. Codes go to verified addresses only.`,
    );
  }
  return user.email;
}
