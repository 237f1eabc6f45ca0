import { CommandError, UsageError } from '../../cli/errors';
import type { Template, TemplateResource } from '../aws/cloudformation/local-template';
import { referencesIn } from './references';

/** What the local stack runs if the second factor or a trigger of its pool uses it. */
const USED = [
  'AWS::DynamoDB::Table',
  'AWS::KMS::Key',
  'AWS::Lambda::Function',
  'AWS::Logs::LogGroup',
  'AWS::Logs::LogStream',
  'AWS::SES::ConfigurationSet',
  'AWS::SES::EmailIdentity',
  'AWS::SQS::Queue',
  'AWS::SSM::Parameter',
  'Custom::EmailMfaPublicKey',
];
/** Names for a function; nothing runs for them. */
const ALIASES = ['AWS::Lambda::Alias', 'AWS::Lambda::Version'];
/** Types without a meaning of their own on this machine, not worth a line in a list of what does not run. */
const SILENT = /^AWS::(IAM::|CDK::|Lambda::Permission$|SQS::QueuePolicy$|Lambda::(Alias|Version)$)/;

/** A resource of the app that does not run here. */
export interface LeftAlone {
  logicalId: string;
  type: string;
}

export interface SecondFactor {
  template: Template;
  /** Logical ids of what runs. */
  runs: Set<string>;
  leftAlone: LeftAlone[];
}

/**
 * Finds what belongs to the second factor in an app: its pool with app clients, groups and triggers, the construct's
 * own resources, and what the triggers use.
 * @param leaveOut logical ids that are not to run
 * @throws UsageError if the app has no pool with the second factor, or more than one, or lacks what is to be left out
 */
export function findSecondFactor(template: Template, leaveOut: string[] = []): SecondFactor {
  const unknown = leaveOut.find((id) => !template.Resources[id]);
  if (unknown) throw new UsageError(`There is no resource ${unknown} to leave out.`);
  const pool = guardedPool(template);
  const app = without(template, leaveOut, pool.logicalId);
  const runs = new Selection(app, pool).select();
  const leftAlone = Object.entries(template.Resources)
    .filter(([id, { Type }]) => !runs.has(id) && !SILENT.test(Type))
    .map(([logicalId, { Type: type }]) => ({ logicalId, type }));
  return { template: app, runs, leftAlone };
}

interface GuardedPool {
  logicalId: string;
  /** The construct's name for itself, which its functions have in common. */
  service: string;
}

function guardedPool({ Resources }: Template): GuardedPool {
  const pools = Object.entries(Resources).filter(
    ([, { Type }]) => Type === 'AWS::Cognito::UserPool',
  );
  const guarded = pools.flatMap(([logicalId, { Properties = {} }]) => {
    const { CreateAuthChallenge } = (Properties.LambdaConfig ?? {}) as Record<string, unknown>;
    const [create] = referencesIn(CreateAuthChallenge);
    const { SERVICE_NAME: service } = environmentOf(Resources[create ?? '']);
    return typeof service === 'string' ? [{ logicalId, service }] : [];
  });
  const [pool, ...others] = guarded;
  if (!pool) {
    const imported = Object.values(Resources).some(
      ({ Type }) => Type === 'Custom::EmailMfaTriggers',
    );
    throw new CommandError(
      imported
        ? 'The app adds the second factor to a pool that it imports, so its templates do not describe the pool. Name the assembly of an app that has the pool and EmailMfa in it.'
        : 'The app has no user pool with EmailMfa.',
    );
  }
  if (others.length > 0) {
    const ids = guarded.map(({ logicalId }) => logicalId).join(', ');
    throw new UsageError(
      `The app has more than one user pool with EmailMfa: ${ids}. Choose a stack with --stack.`,
    );
  }
  return pool;
}

const environmentOf = (resource: TemplateResource | undefined): Record<string, unknown> =>
  (resource?.Properties?.Environment as { Variables?: Record<string, unknown> } | undefined)
    ?.Variables ?? {};

/** The template without some resources; a trigger that is left out is taken off the pool. */
function without(template: Template, leaveOut: string[], poolId: string): Template {
  if (leaveOut.includes(poolId)) {
    throw new UsageError(`${poolId} is the pool with EmailMfa, and cannot be left out.`);
  }
  const resources = structuredClone(template.Resources);
  const pool = resources[poolId]?.Properties ?? {};
  const triggers = Object.entries((pool.LambdaConfig ?? {}) as Record<string, unknown>);
  const kept = triggers.filter(([, value]) =>
    [...referencesIn(value)].every((id) => !leaveOut.includes(id)),
  );
  if (pool.LambdaConfig) pool.LambdaConfig = Object.fromEntries(kept);
  for (const id of leaveOut) {
    const resource = resources[id];
    if (resource) resources[id] = { ...resource, Type: `LeftOut::${resource.Type}` };
  }
  return { ...template, Resources: resources };
}

/** Whether a function's log group is the one of a name, which it need not refer to. */
const writesTo = (loggingConfig: unknown, name: unknown): boolean =>
  typeof name === 'string' &&
  (loggingConfig as { LogGroup?: unknown } | undefined)?.LogGroup === name;

class Selection {
  private readonly runs = new Set<string>();

  constructor(
    private readonly template: Template,
    private readonly pool: GuardedPool,
  ) {}

  select(): Set<string> {
    this.add(this.pool.logicalId);
    for (const [id, resource] of this.resources()) if (this.isOurs(resource)) this.add(id);
    // What is attached can bring more that something is attached to.
    for (let size = 0; size !== this.runs.size;) {
      size = this.runs.size;
      for (const [id, resource] of this.resources())
        if (this.isAttached(id, resource)) this.add(id);
    }
    for (const id of this.runs) {
      if (ALIASES.includes(this.template.Resources[id]?.Type ?? '')) this.runs.delete(id);
    }
    return this.runs;
  }

  private resources() {
    return Object.entries(this.template.Resources);
  }

  /** Adds a resource and all that it refers to. */
  private add(id: string): void {
    if (this.runs.has(id)) return;
    this.runs.add(id);
    for (const used of referencesIn(this.template.Resources[id]?.Properties)) {
      const { Type = '' } = this.template.Resources[used] ?? {};
      if (USED.includes(Type) || ALIASES.includes(Type)) this.add(used);
    }
  }

  private isOurs(resource: TemplateResource): boolean {
    if (resource.Type !== 'AWS::Lambda::Function') return false;
    const { SERVICE_NAME: name, SOURCE_LOG_GROUPS: sources } = environmentOf(resource);
    const { service } = this.pool;
    return name === service || (sources !== undefined && JSON.stringify(sources).includes(service));
  }

  private isAttached(id: string, { Type, Properties = {} }: TemplateResource): boolean {
    const running = (property: string) => this.refersToRunning(Properties[property]);
    const toOurs = (property: string) =>
      [...referencesIn(Properties[property])].some((id) => {
        const target = this.template.Resources[id];
        return target !== undefined && this.isOurs(target);
      });
    if (Type.startsWith('AWS::Cognito::')) return running('UserPoolId');
    switch (Type) {
      case 'AWS::ApiGatewayV2::Api':
        return this.running('AWS::ApiGatewayV2::Integration').some((integration) =>
          referencesIn(integration.ApiId).has(id),
        );
      case 'AWS::ApiGatewayV2::Authorizer':
      case 'AWS::ApiGatewayV2::Route':
      case 'AWS::ApiGatewayV2::Stage':
        return running('ApiId');
      case 'AWS::ApiGatewayV2::Integration':
        return toOurs('IntegrationUri');
      case 'AWS::Logs::LogGroup':
        return this.running('AWS::Lambda::Function').some(({ LoggingConfig }) =>
          writesTo(LoggingConfig, Properties.LogGroupName),
        );
      case 'AWS::SSM::Parameter':
        return this.running('AWS::Lambda::Function').some(({ Environment = {} }) =>
          JSON.stringify(Environment).includes(JSON.stringify(Properties.Name)),
        );
      case 'AWS::SES::EmailIdentity':
        return true;
      case 'AWS::Events::Rule':
        return toOurs('Targets');
      case 'AWS::Lambda::EventInvokeConfig':
        return running('FunctionName');
      case 'AWS::Lambda::EventSourceMapping':
        return toOurs('FunctionName');
      case 'AWS::Logs::SubscriptionFilter':
        return toOurs('DestinationArn');
      case 'AWS::SES::ConfigurationSetEventDestination':
        return running('ConfigurationSetName');
      default:
        return false;
    }
  }

  /** Properties of the resources of a type that run. */
  private running(type: string): Record<string, unknown>[] {
    return this.resources()
      .filter(([id, { Type }]) => Type === type && this.runs.has(id))
      .map(([, { Properties = {} }]) => Properties);
  }

  private refersToRunning(value: unknown): boolean {
    return [...referencesIn(value)].some((id) => this.runs.has(id));
  }
}
