import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StackFacts } from '../../infra/cli/stack-file';
import type { Permission } from '../../infra/local/aws/gateway/permissions';
import { physicalIdOf } from '../../infra/local/aws/cloudformation/physical-ids';
import { ACCOUNT_ID, REGION } from '../../infra/local/aws/account';

/** One action that a role allows, on one kind of thing. */
export interface Grant {
  function: string;
  action: string;
  /** What the action is allowed on, spelt like a {@link Permission}'s resource but with `*` for anything. */
  pattern: string;
}

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: Record<string, Record<string, string | string[]>>;
}

interface Template {
  Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
}

/** Rights that Lambda uses, not the function's code: reading the stream, keeping what failed. */
const BY_LAMBDA =
  /^(dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams)$|sqs:|xray:)/;

const DEPLOYMENT = { region: REGION, accountId: ACCOUNT_ID, stackName: 'EmailMfa' };

/** Every grant in the roles of the functions, from the template that the stack runs. */
export function grantsIn({ logsDir, functions }: StackFacts): Grant[] {
  const file = join(logsDir, '..', 'cdk.out', 'EmailMfa.template.json');
  const { Resources } = JSON.parse(readFileSync(file, 'utf8')) as Template;
  return Object.entries(Resources)
    .filter(([, { Type }]) => Type === 'AWS::IAM::Policy')
    .flatMap(([id, { Properties }]) => {
      const name = functions.find((candidate) => id.includes(candidate.replace(/^EmailMfa-/, '')));
      const { Statement } = Properties.PolicyDocument as { Statement: Statement[] };
      return name ? Statement.flatMap((statement) => grants(name, statement, Resources)) : [];
    })
    .filter(({ action }) => !BY_LAMBDA.test(action));
}

function grants(
  name: string,
  { Effect, Action, Resource, Condition }: Statement,
  resources: Template['Resources'],
): Grant[] {
  if (Effect !== 'Allow') throw new Error(`${name}: statements with ${Effect} are not understood`);
  const keys = [Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? []].flat();
  // Lambda writes the function's own log.
  if (/"Fn::GetAtt":\["\w*Logs[0-9A-F]{8}"/.test(JSON.stringify(Resource))) return [];
  return [Action].flat().flatMap((action) =>
    [Resource].flat().flatMap((resource) => {
      const service = action.split(':')[0];
      const patterns =
        service === 'dynamodb' ? keys.map((key) => `*/${key}`) : [ofType(resource, resources)];
      return patterns.map((pattern) => ({ function: name, action, pattern }));
    }),
  );
}

/**
 * `identity/*` for a SES identity, a key's id, group and stream for a log, name for a bus, `*` for a thing
 * that only one of its kind can be.
 */
function ofType(resource: unknown, resources: Template['Resources']): string {
  const [logicalId = ''] = (resource as { 'Fn::GetAtt'?: string[] })['Fn::GetAtt'] ?? [];
  const { Type } = resources[logicalId] ?? {};
  if (Type === 'AWS::KMS::Key') return physicalIdOf({ logicalId, Type }, DEPLOYMENT);
  const text = JSON.stringify(resource);
  const kind = /:(identity|configuration-set)\//.exec(text)?.[1];
  const bus = /event-bus\/[\w.-]+/.exec(text)?.[0];
  if (bus) return `*:${bus}`;
  if (text.includes(':log-stream:')) {
    return Array.from(text.matchAll(/"Ref":"(\w+)"/g), ([, id]) => `*${id}`).join('/');
  }
  return kind ? `${kind}/*` : '*';
}

export const covers = (grant: Grant, name: string, { action, resource }: Permission): boolean =>
  grant.function === name &&
  grant.action === action &&
  new RegExp(`^${grant.pattern.replace(/[.+?^${}()|[\]\\#]/g, '\\$&').replace(/\*/g, '.*')}$`).test(
    resource,
  );
