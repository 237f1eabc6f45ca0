import { arnOf, attributeOf, physicalIdOf, type Deployment } from './physical-ids';

type Json = Record<string, unknown>;

interface TemplateResource {
  Type: string;
  Properties?: Json;
  Metadata?: Json;
  /** Name of the condition under which there is such a resource. */
  Condition?: string;
}

/** A synthesized CloudFormation template. */
export interface Template {
  Resources: Record<string, TemplateResource>;
  Parameters?: Record<string, { Default?: unknown }>;
  Mappings?: Record<string, Record<string, Json>>;
  Conditions?: Json;
}

/** A resource with all intrinsics of its properties resolved. */
export interface Resource {
  logicalId: string;
  /** The value of `Ref`. */
  physicalId: string;
  arn: string;
  properties: Json;
  metadata: Json;
}

/** Marks `Ref: AWS::NoValue`: a property with this value is removed. */
const NO_VALUE = Symbol('AWS::NoValue');

/** A template deployed to this machine, with invented physical ids and ARNs. */
export class LocalTemplate {
  private readonly template: Template;
  private readonly answers = new Map<string, Json>();

  constructor(
    template: Template,
    private readonly deployment: Deployment,
  ) {
    this.template = template;
    const resources = Object.entries(template.Resources).filter(
      ([, { Condition }]) => !Condition || this.holds(Condition),
    );
    this.template = { ...template, Resources: Object.fromEntries(resources) };
  }

  get stackName(): string {
    return this.deployment.stackName;
  }

  /** The ids of all resources, as CloudFormation lists them. */
  get ids() {
    return Object.entries(this.template.Resources).map(([logicalId, { Type: type }]) => ({
      logicalId,
      type,
      physicalId: this.physicalId(logicalId),
    }));
  }

  /** @throws Error naming resource and intrinsic if a property uses one that is not supported */
  ofType(type: string): Resource[] {
    return Object.entries(this.template.Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([logicalId, { Properties, Metadata }]) => ({
        logicalId,
        physicalId: this.physicalId(logicalId),
        arn: this.arn(logicalId),
        properties: this.resolve(Properties ?? {}, logicalId) as Json,
        metadata: Metadata ?? {},
      }));
  }

  /** @throws Error if the template has none, or more than one */
  only(type: string): Resource {
    const [first, ...others] = this.ofType(type);
    if (!first || others.length > 0) {
      throw new Error(
        `The template must have one ${type}; it has ${others.length + (first ? 1 : 0)}`,
      );
    }
    return first;
  }

  /** Sets the attributes of a custom resource, as its function would answer them. */
  answer(logicalId: string, attributes: Json): void {
    this.answers.set(logicalId, attributes);
  }

  private resource(logicalId: string): TemplateResource {
    const resource = this.template.Resources[logicalId];
    if (!resource) throw new Error(`The template refers to ${logicalId}, which is missing`);
    return resource;
  }

  private physicalId(logicalId: string): string {
    return physicalIdOf({ logicalId, ...this.resource(logicalId) }, this.deployment);
  }

  private arn(logicalId: string): string {
    return arnOf({ logicalId, ...this.resource(logicalId) }, this.deployment);
  }

  private resolve(value: unknown, path: string): unknown {
    if (Array.isArray(value)) {
      return value
        .map((item, index) => this.resolve(item, `${path}[${index}]`))
        .filter((item) => item !== NO_VALUE);
    }
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [name, argument] = entries[0] ?? [];
    if (entries.length === 1 && name && (name === 'Ref' || name.startsWith('Fn::'))) {
      return this.intrinsic(name, argument, path);
    }
    return Object.fromEntries(
      entries
        .map(([key, item]) => [key, this.resolve(item, `${path}.${key}`)])
        .filter(([, item]) => item !== NO_VALUE),
    );
  }

  private intrinsic(name: string, argument: unknown, path: string): unknown {
    const list = () => this.resolve(argument, path) as [unknown, unknown];
    switch (name) {
      case 'Ref':
        return this.ref(argument as string);
      case 'Fn::GetAtt':
        return this.getAtt(...(argument as [string, string]));
      case 'Fn::Join': {
        const [separator, parts] = list() as [string, string[]];
        return parts.join(separator);
      }
      case 'Fn::Split': {
        const [separator, text] = list() as [string, string];
        return text.split(separator);
      }
      case 'Fn::Select': {
        const [index, items] = list() as [number | string, unknown[]];
        return items[Number(index)];
      }
      case 'Fn::Sub':
        return this.sub(argument, path);
      case 'Fn::FindInMap': {
        const [map, ...keys] = list() as unknown as string[];
        const [first = '', second = ''] = keys.map(String);
        return this.template.Mappings?.[map ?? '']?.[first]?.[second];
      }
      case 'Fn::If': {
        const [condition, ...values] = argument as [string, unknown, unknown];
        return this.resolve(values[this.holds(condition) ? 0 : 1], path);
      }
      case 'Fn::Equals': {
        const [one, other] = list();
        return String(one) === String(other);
      }
      case 'Fn::Not':
        return !list()[0];
      default:
        throw new Error(`The local stack cannot resolve ${name}, used at ${path}`);
    }
  }

  private holds(condition: string): boolean {
    return Boolean(this.resolve(this.template.Conditions?.[condition], condition));
  }

  private ref(name: string): unknown {
    const pseudo: Record<string, unknown> = {
      'AWS::AccountId': this.deployment.accountId,
      'AWS::NoValue': NO_VALUE,
      'AWS::Partition': 'aws',
      'AWS::Region': this.deployment.region,
      'AWS::StackName': this.deployment.stackName,
      'AWS::URLSuffix': 'amazonaws.com',
    };
    if (name in pseudo) return pseudo[name];
    const parameter = this.template.Parameters?.[name];
    return parameter ? parameter.Default : this.physicalId(name);
  }

  private getAtt(logicalId: string, attribute: string): string {
    const answer = this.answers.get(logicalId)?.[attribute];
    if (answer !== undefined) return String(answer);
    return attributeOf({ logicalId, ...this.resource(logicalId) }, attribute, this.deployment);
  }

  private sub(argument: unknown, path: string): string {
    const [text, variables] = (Array.isArray(argument) ? argument : [argument, {}]) as [
      string,
      Json,
    ];
    return text.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      if (name in variables) return String(this.resolve(variables[name], path));
      const [logicalId, ...attribute] = name.split('.');
      return logicalId && attribute.length > 0
        ? this.getAtt(logicalId, attribute.join('.'))
        : String(this.ref(name));
    });
  }
}
