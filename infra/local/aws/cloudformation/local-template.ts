import { arnOf, attributeOf, physicalIdOf, stackIdOf, type Deployment } from './physical-ids';

type Json = Record<string, unknown>;

export interface TemplateResource {
  Type: string;
  Properties?: Json;
  Metadata?: Json;
  /** Name of the condition under which there is such a resource. */
  Condition?: string;
}

interface TemplateParameter {
  Type?: string;
  Default?: unknown;
}

/** A synthesized CloudFormation template. */
export interface Template {
  Resources: Record<string, TemplateResource>;
  Parameters?: Record<string, TemplateParameter>;
  Mappings?: Record<string, Record<string, Json>>;
  Conditions?: Json;
  Outputs?: Record<string, { Value?: unknown; Export?: { Name: unknown } }>;
}

export interface TemplateOptions {
  /** Logical ids of the resources that run here; all if omitted. */
  runs?: ReadonlySet<string>;
  /** Values that only AWS has, by parameter, `Resource.Attribute`, export or dynamic reference. */
  values?: Record<string, string>;
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

const quoted = (text: string) => (/[\s:]/.test(text) ? `'${text}'` : text);

/** In a condition, `Condition` names another; in a policy it is a field like any other. */
const isIntrinsic = (name: string, argument: unknown) =>
  name === 'Ref' ||
  name.startsWith('Fn::') ||
  (name === 'Condition' && typeof argument === 'string');

/** A template deployed to this machine, with invented physical ids and ARNs. */
export class LocalTemplate {
  private readonly template: Template;
  private readonly answers = new Map<string, Json>();
  private readonly resources: Template['Resources'];

  constructor(
    template: Template,
    private readonly deployment: Deployment,
    private readonly options: TemplateOptions = {},
  ) {
    this.template = template;
    const resources = Object.entries(template.Resources).filter(
      ([id, { Condition }]) => this.runs(id) && (!Condition || this.holds(Condition)),
    );
    this.resources = Object.fromEntries(resources);
  }

  get stackName(): string {
    return this.deployment.stackName;
  }

  /** The ids of all resources, as CloudFormation lists them. */
  get ids() {
    return Object.entries(this.resources).map(([logicalId, { Type: type }]) => ({
      logicalId,
      type,
      physicalId: this.physicalId(logicalId),
    }));
  }

  /** @throws Error naming resource and intrinsic if a property uses one that is not supported */
  ofType(type: string): Resource[] {
    return Object.entries(this.resources)
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

  private runs(logicalId: string): boolean {
    return this.options.runs?.has(logicalId) ?? true;
  }

  /** What runs here can refer to what does not. */
  private resource(logicalId: string): TemplateResource {
    const { Condition } = this.template.Resources[logicalId] ?? {};
    const exists = !Condition || this.holds(Condition);
    const resource = exists ? this.template.Resources[logicalId] : undefined;
    if (!resource) throw new Error(`The template refers to ${logicalId}, which is missing`);
    return resource;
  }

  private physicalId(logicalId: string): string {
    const { Type, Properties = {} } = this.resource(logicalId);
    if (/^AWS::Lambda::(Alias|Version)$/.test(Type)) {
      const name = String(this.resolve(Properties.FunctionName, logicalId));
      return `${name}:${String(Properties.Name ?? 1)}`;
    }
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
    if (typeof value === 'string') return this.text(value, path);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [name, argument] = entries[0] ?? [];
    if (entries.length === 1 && name && isIntrinsic(name, argument)) {
      return this.intrinsic(name, argument, path);
    }
    return Object.fromEntries(
      entries
        .map(([key, item]) => [key, this.resolve(item, `${path}.${key}`)])
        .filter(([, item]) => item !== NO_VALUE),
    );
  }

  /** @throws Error for a dynamic reference whose value is not given */
  private text(text: string, path: string): string {
    return text.replace(/\{\{(resolve:[^}]+)\}\}/g, (_, reference: string) =>
      this.given(reference, `${reference}, used at ${path}`),
    );
  }

  private given(name: string, what: string): string {
    const value = this.options.values?.[name];
    if (value !== undefined) return value;
    throw new Error(
      `The local stack cannot look up ${what}. Give its value: --value ${quoted(`${name}=…`)}`,
    );
  }

  private intrinsic(name: string, argument: unknown, path: string): unknown {
    const list = () => this.resolve(argument, path) as [unknown, unknown];
    switch (name) {
      case 'Ref':
        return this.ref(argument as string);
      case 'Condition':
        return this.holds(argument as string);
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
      case 'Fn::And':
        return (list() as unknown[]).every(Boolean);
      case 'Fn::Or':
        return (list() as unknown[]).some(Boolean);
      case 'Fn::ImportValue': {
        const exported = String(this.resolve(argument, path));
        return this.given(exported, `the export ${exported}, used at ${path}`);
      }
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
      'AWS::StackId': stackIdOf(this.deployment),
      'AWS::StackName': this.deployment.stackName,
      'AWS::URLSuffix': 'amazonaws.com',
    };
    if (name in pseudo) return pseudo[name];
    const parameter = this.template.Parameters?.[name];
    return parameter ? this.parameter(name, parameter) : this.physicalId(name);
  }

  private parameter(name: string, { Type = 'String', Default }: TemplateParameter): unknown {
    const value = this.options.values?.[name];
    if (value !== undefined) return value;
    if (Default === undefined || Type.startsWith('AWS::SSM::')) {
      return this.given(name, `the parameter ${name}`);
    }
    return Default;
  }

  private getAtt(logicalId: string, attribute: string): string {
    const answer = this.answers.get(logicalId)?.[attribute];
    if (answer !== undefined) return String(answer);
    const given = this.options.values?.[`${logicalId}.${attribute}`];
    if (given !== undefined) return given;
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
