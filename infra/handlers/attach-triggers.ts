import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { log, logError } from '../../triggers/audit/log';
import { judge, type Verdict } from '../pool/app-clients';
import { changeTriggers, PoolChangedError } from '../pool/change-triggers';
import { textIn, type JsonObject } from '../pool/json';
import { respond } from './respond';
import { attach, detach, type TriggerArns, type Triggers } from '../pool/lambda-config';
import { UserPoolApi } from '../pool/user-pool-api';

/** Properties of the custom resource. CloudFormation turns scalars into strings. */
export interface AttachmentProperties extends Record<string, unknown>, TriggerArns {
  userPoolId: string;
  preTokenGenerationVersion: string;
  unguardedClients: string[];
  /** The pool's own PreTokenGeneration function, whose place ours takes, and which it gets back. */
  ownFunction?: string;
}

/** Milliseconds between attempts. */
const PAUSE = 1000;
/** Ids that an attribute lists before it gives a count: CloudFormation accepts 4096 bytes. */
const NAMED = 20;

const cognito = new CognitoIdentityProviderClient({ maxAttempts: 8 });

/**
 * Custom resource that adds the four triggers to an existing user pool and removes them again. A repeated request
 * changes nothing. CloudFormation gets an answer in every case, as it would otherwise wait for an hour.
 */
export async function handler(event: CloudFormationCustomResourceEvent): Promise<void> {
  const properties = event.ResourceProperties as unknown as AttachmentProperties;
  // Another pool is another resource, so CloudFormation deletes the old one, which removes its triggers.
  const physicalResourceId = `email-mfa-${properties.userPoolId}`;
  try {
    const data =
      event.RequestType === 'Delete'
        ? await removeTriggers(properties)
        : await addTriggers(event, properties);
    await respond(event, { status: 'SUCCESS', physicalResourceId, data });
  } catch (error) {
    logError('attachment.failed', error, { userPoolId: properties.userPoolId });
    await respond(event, { status: 'FAILED', physicalResourceId, reason: reasonOf(error) });
  }
}

async function addTriggers(
  event: CloudFormationCustomResourceEvent,
  properties: AttachmentProperties,
): Promise<Record<string, string>> {
  const api = new UserPoolApi(cognito, properties.userPoolId);
  const old =
    event.RequestType === 'Update'
      ? (event.OldResourceProperties as unknown as AttachmentProperties)
      : undefined;
  const previous = old?.userPoolId === properties.userPoolId ? triggersOf(old).arns : undefined;
  const pool = await changeTriggers(
    api,
    (lambdaConfig) => attach(lambdaConfig, triggersOf(properties), previous),
    PAUSE,
  );
  return report(await verdicts(api, pool, properties.unguardedClients));
}

async function removeTriggers(properties: AttachmentProperties): Promise<Record<string, string>> {
  const api = new UserPoolApi(cognito, properties.userPoolId);
  try {
    const triggers = triggersOf(properties);
    await changeTriggers(api, (config) => detach(config, triggers.arns, triggers), PAUSE);
  } catch (error) {
    // The pool was deleted, or our triggers are no longer on it. The deletion can go on.
    const removed =
      error instanceof PoolChangedError ||
      (error instanceof Error && error.name === 'ResourceNotFoundException');
    if (!removed) throw error;
    logError('attachment.removed', error, { userPoolId: properties.userPoolId });
  }
  return {};
}

async function verdicts(api: UserPoolApi, pool: JsonObject, unguardedClients: string[]) {
  const hasDomain = Boolean(textIn(pool, 'Domain') ?? textIn(pool, 'CustomDomain'));
  const clients = await api.appClients();
  return clients.map((client) => judge(client, { installed: true, unguardedClients, hasDomain }));
}

/** Reports open clients. They are open by setting, so this is no failure. */
function report(found: Verdict[]): Record<string, string> {
  for (const { client, state, withoutCode } of found) {
    log('client.checked', {
      clientId: client.clientId,
      name: client.name,
      state,
      withoutCode: withoutCode.join(', '),
    });
  }
  const idsOf = (wanted: Verdict['state']) =>
    listed(found.filter(({ state }) => state === wanted).map(({ client }) => client.clientId));
  return { OpenClients: idsOf('open'), GuardedClients: idsOf('guarded') };
}

function listed(ids: string[]): string {
  if (ids.length === 0) return 'none';
  const more = ids.length > NAMED ? ` and ${ids.length - NAMED} more, see the log` : '';
  return `${ids.slice(0, NAMED).join(', ')}${more}`;
}

function triggersOf(properties: AttachmentProperties): Triggers {
  const { defineAuthChallenge, createAuthChallenge, verifyAuthChallengeResponse } = properties;
  return {
    arns: {
      defineAuthChallenge,
      createAuthChallenge,
      verifyAuthChallengeResponse,
      preTokenGeneration: properties.preTokenGeneration,
    },
    preTokenGenerationVersion: properties.preTokenGenerationVersion,
    ownFunction: properties.ownFunction,
  };
}

/** The reason that CloudFormation shows for a failed deployment. */
function reasonOf(error: unknown): string {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const hint = /not authorized to perform: (iam:PassRole|kms:CreateGrant)/.test(message)
    ? ' Cognito requires this permission for every update of such a pool. Add it to the role of the ExistingUserPoolAttachment.'
    : '';
  return `${name}: ${message}${hint}`;
}
