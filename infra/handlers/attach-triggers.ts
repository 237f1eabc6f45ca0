import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { log, logError } from '../../triggers/audit/log';
import type { Verdict } from '../pool/app-clients';
import { changeTriggers, PoolChangedError } from '../pool/change-triggers';
import { examine, type Examination } from '../pool/examine';
import { objectIn, textIn } from '../pool/json';
import { attach, detach, installedTriggers, TriggerTakenError } from '../pool/lambda-config';
import { attachExtras, detachExtras, installedExtras } from '../pool/extra-triggers';
import { fromEnvironment } from '../pool/pool-environment';
import { secondFactorFor } from '../pool/second-factor';
import { UserPoolApi } from '../pool/user-pool-api';
import { OwnStack } from './own-stack';
import { respond } from './respond';

/** Properties of the custom resource. The handler compares the pool and believes nothing else. */
export interface AttachmentProperties extends Record<string, unknown> {
  userPoolId: string;
  /** Changes with every synthesis, so that every deployment repairs the pool. */
  synthesizedAt: string;
}

/** Milliseconds between attempts. */
const PAUSE = 1000;
/** Ids that an attribute lists before it gives a count, and characters of findings: CloudFormation accepts 4096 bytes. */
const NAMED = 20;
const MAX_FINDINGS = 1200;

const settings = fromEnvironment(process.env);
const { userPoolId, triggers } = settings;
const api = new UserPoolApi(new CognitoIdentityProviderClient({ maxAttempts: 8 }), userPoolId);
const stack = new OwnStack(new CloudFormationClient({}), process.env.STACK_ID ?? '');

/** The pool locks out all users once the triggers are on it. */
class PoolConflictError extends Error {
  override name = 'PoolConflictError';
}

/**
 * Custom resource that adds the triggers to an existing user pool and removes them again. A repeated request
 * changes nothing. CloudFormation gets an answer in every case, as it would otherwise wait for an hour.
 *
 * Pool and functions come from the environment, never from the request: whoever may invoke this function could
 * otherwise install a function of their own.
 */
export async function handler(event: CloudFormationCustomResourceEvent): Promise<void> {
  const properties = event.ResourceProperties as unknown as AttachmentProperties;
  // Another pool is another resource, which CloudFormation creates before it deletes the old one.
  const physicalResourceId = `email-mfa-${properties.userPoolId}`;
  try {
    const data = await change(event, properties);
    await respond(event, { status: 'SUCCESS', physicalResourceId, data });
  } catch (error) {
    logError('attachment.failed', error, { userPoolId });
    await respond(event, { status: 'FAILED', physicalResourceId, reason: reasonOf(error) });
  }
}

async function change(
  { RequestType, LogicalResourceId }: CloudFormationCustomResourceEvent,
  properties: AttachmentProperties,
): Promise<Record<string, string>> {
  const ours = properties.userPoolId === userPoolId;
  if (RequestType === 'Delete' && !ours) {
    // The permissions of another pool are gone with its policy, so its triggers can only stay.
    log('attachment.left', { userPoolId: properties.userPoolId });
    return {};
  }
  if (!ours) throw new Error(`The request is for pool ${properties.userPoolId}, not ${userPoolId}`);
  if (RequestType !== 'Delete') return addTriggers(RequestType === 'Create');
  if (!(await stack.isDeleting(LogicalResourceId))) {
    throw new Error('CloudFormation is not deleting this resource, so the triggers stay');
  }
  return removeTriggers();
}

async function addTriggers(isNew: boolean): Promise<Record<string, string>> {
  if (isNew) await checkMfa();
  const add = (replaceable: string[]) =>
    changeTriggers(
      api,
      (config, pool) =>
        attachExtras(attach(config, triggers, replaceable), pool, triggers.extras, replaceable),
      PAUSE,
    );
  const pool = await add([]).catch(async (error: unknown) => {
    if (!(error instanceof TriggerTakenError)) throw error;
    return add(await replacedFunctions());
  });
  return report(await examine(api, pool, secondFactorFor(pool, settings)));
}

/** @throws PoolConflictError if Cognito asks every user for its own second factor */
async function checkMfa(): Promise<void> {
  if (textIn(await api.describe(), 'MfaConfiguration') !== 'ON') return;
  throw new PoolConflictError(
    "Cognito's own MFA is ON for this pool. It asks for that factor in place of the code, so nobody could sign in. Set MFA to OFF first.",
  );
}

/** Functions on the pool that this stack had before the update. */
async function replacedFunctions(): Promise<string[]> {
  const names = await stack.triggerFunctions();
  const config = objectIn(await api.describe(), 'LambdaConfig');
  const arns = [installedTriggers(config), installedExtras(config)].flatMap((found) =>
    Object.values(found),
  );
  return arns.filter((arn) => names.includes(arn.split(':').at(-1) ?? ''));
}

async function removeTriggers(): Promise<Record<string, string>> {
  try {
    await changeTriggers(
      api,
      (config) => detachExtras(detach(config, triggers.arns, triggers), triggers.extras),
      PAUSE,
    );
  } catch (error) {
    // The pool was deleted, or our triggers are no longer on it. The deletion can go on.
    const removed =
      error instanceof PoolChangedError ||
      (error instanceof Error && error.name === 'ResourceNotFoundException');
    if (!removed) throw error;
    logError('attachment.removed', error, { userPoolId });
  }
  return {};
}

/** Reports clients and findings. None of them fails the deployment. */
function report({ verdicts, findings }: Examination): Record<string, string> {
  for (const { client, state, withoutCode } of verdicts) {
    const { clientId, name } = client;
    log('client.checked', { clientId, name, state, withoutCode: withoutCode.join(', ') });
  }
  const problems = findings.filter(({ level }) => level !== 'ok');
  for (const { name, level, text } of problems) log('pool.checked', { name, level, text });
  const idsOf = (wanted: Verdict['state']) =>
    listed(verdicts.filter(({ state }) => state === wanted).map(({ client }) => client.clientId));
  const text = problems
    .filter(({ level }) => level === 'problem')
    .map((finding) => finding.text)
    .join(' ');
  return {
    OpenClients: idsOf('open'),
    GuardedClients: idsOf('guarded'),
    Problems: text.length > MAX_FINDINGS ? `${text.slice(0, MAX_FINDINGS)}…` : text || 'none',
  };
}

function listed(ids: string[]): string {
  if (ids.length === 0) return 'none';
  const more = ids.length > NAMED ? ` and ${ids.length - NAMED} more, see the log` : '';
  return `${ids.slice(0, NAMED).join(', ')}${more}`;
}

/** The reason that CloudFormation shows for a failed deployment. */
function reasonOf(error: unknown): string {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const hint = /not authorized to perform: (iam:PassRole|kms:CreateGrant)/.test(message)
    ? ' Cognito requires this permission for every update of such a pool. Add it to the role of the ExistingUserPoolAttachment.'
    : '';
  return `${name}: ${message}${hint}`;
}
