import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../cli/errors';
import type { Template, TemplateResource } from '../aws/cloudformation/local-template';
import { asTemplate, type Assembly } from './read-assembly';

const NESTED = 'AWS::CloudFormation::Stack';

type Json = Record<string, unknown>;

/** A template, and what its names mean to the others. */
interface Scope {
  /** Stack or nested stack; letters and digits. */
  name: string;
  stackName: string;
  template: Template;
  /** A nested stack's parameters, as its parent sets them, in the names of the merged template. */
  parameters: Json | undefined;
  /** Nested stacks by their logical id. */
  nested: Map<string, Scope>;
  condition: string | undefined;
}

/**
 * Merges all stacks of an app, nested ones too, into one template: what one stack passes to another becomes a
 * plain reference. Logical ids stay as they are, unless two stacks have the same.
 * @throws UsageError if the template of a nested stack is not in the assembly
 */
export function mergeStacks(assembly: Assembly): Template {
  return new Merger(assembly).merge();
}

class Merger {
  private readonly scopes: Scope[] = [];
  private readonly uses = new Map<string, number>();

  constructor(private readonly assembly: Assembly) {
    for (const { name, template } of assembly.stacks) this.addScope(name, name, template);
    for (const { template } of this.scopes) {
      for (const name of namesIn(template)) this.uses.set(name, (this.uses.get(name) ?? 0) + 1);
    }
  }

  merge(): Template {
    const roots = this.scopes.filter(({ name, stackName }) => name === alphanumeric(stackName));
    for (const scope of roots) this.setParameters(scope);
    const merged: Required<Template> = {
      Resources: {},
      Parameters: {},
      Mappings: {},
      Conditions: {},
      Outputs: {},
    };
    for (const scope of this.scopes) {
      const { template } = scope;
      const rename = ([name, value]: [string, unknown]) => [this.unique(scope, name), value];
      for (const [id, resource] of Object.entries(template.Resources)) {
        if (resource.Type === NESTED) continue;
        merged.Resources[this.unique(scope, id)] = this.resource(scope, resource);
      }
      if (!scope.parameters) {
        Object.assign(
          merged.Parameters,
          Object.fromEntries(Object.entries(template.Parameters ?? {}).map(rename)),
        );
      }
      Object.assign(
        merged.Mappings,
        Object.fromEntries(Object.entries(template.Mappings ?? {}).map(rename)),
      );
      for (const [name, condition] of Object.entries(template.Conditions ?? {})) {
        merged.Conditions[this.unique(scope, name)] = this.rewrite(scope, condition);
      }
    }
    return merged;
  }

  private addScope(name: string, stackName: string, template: Template, condition?: string): Scope {
    const scope: Scope = {
      name: alphanumeric(name),
      stackName,
      template,
      parameters: undefined,
      nested: new Map(),
      condition,
    };
    this.scopes.push(scope);
    for (const [id, resource] of Object.entries(template.Resources)) {
      if (resource.Type !== NESTED) continue;
      const inner = asTemplate(this.templateOf(id, resource));
      const within = resource.Condition ?? condition;
      scope.nested.set(id, this.addScope(`${name}${id}`, stackName, inner, within));
    }
    return scope;
  }

  /** The file of a nested stack's template, which its URL names by the hash of its content. */
  private templateOf(id: string, { Properties = {}, Metadata = {} }: TemplateResource): string {
    const { folder, assets } = this.assembly;
    const [hash] = /[0-9a-f]{64}/.exec(JSON.stringify(Properties.TemplateURL ?? '')) ?? [];
    const path = assets.get(hash ?? '') ?? Metadata['aws:asset:path'];
    const file = join(folder, String(path));
    if (path && existsSync(file)) return file;
    throw new UsageError(`The template of the nested stack ${id} is not in ${folder}.`);
  }

  private setParameters(scope: Scope): void {
    for (const [id, nested] of scope.nested) {
      const given = scope.template.Resources[id]?.Properties?.Parameters ?? {};
      const defaults = Object.entries(nested.template.Parameters ?? {}).map(
        ([name, { Default }]) => [name, Default],
      );
      nested.parameters = {
        ...(Object.fromEntries(defaults) as Json),
        ...(this.rewrite(scope, given) as Json),
      };
      this.setParameters(nested);
    }
  }

  private unique({ name: scope }: Scope, name: string): string {
    return (this.uses.get(name) ?? 0) > 1 ? `${scope}${name}` : name;
  }

  private resource(scope: Scope, { Type, Properties, Metadata, ...own }: TemplateResource) {
    const condition = own.Condition ?? scope.condition;
    return {
      Type,
      Properties: this.rewrite(scope, Properties ?? {}) as Json,
      ...(Metadata && { Metadata }),
      ...(condition && { Condition: this.unique(scope, condition) }),
    };
  }

  /** A value in the names of the merged template. */
  private rewrite(scope: Scope, value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.rewrite(scope, item));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [[name, argument] = ['', undefined]] = entries;
    if (entries.length === 1) {
      const replaced = this.intrinsic(scope, name, argument);
      if (replaced !== undefined) return replaced;
    }
    return Object.fromEntries(entries.map(([key, item]) => [key, this.rewrite(scope, item)]));
  }

  /** @returns undefined for what needs no change but in its argument */
  private intrinsic(scope: Scope, name: string, argument: unknown): unknown {
    switch (name) {
      case 'Ref':
        return this.ref(scope, argument as string);
      case 'Fn::GetAtt':
        return this.getAtt(scope, argument as string | [string, string]);
      case 'Fn::Sub':
        return { [name]: this.sub(scope, argument as string | [string, Json]) };
      case 'Fn::If':
      case 'Fn::FindInMap': {
        const [named, ...others] = argument as [string, ...unknown[]];
        return {
          [name]: [this.unique(scope, named), ...(this.rewrite(scope, others) as unknown[])],
        };
      }
      case 'Condition':
        return typeof argument === 'string' ? { [name]: this.unique(scope, argument) } : undefined;
      case 'Fn::ImportValue':
        return this.exported(this.rewrite(scope, argument));
      default:
        return undefined;
    }
  }

  private ref(scope: Scope, name: string): unknown {
    if (name === 'AWS::StackName') return scope.stackName;
    if (name.startsWith('AWS::')) return { Ref: name };
    if (scope.parameters && name in (scope.template.Parameters ?? {}))
      return scope.parameters[name];
    return { Ref: this.unique(scope, name) };
  }

  private getAtt(scope: Scope, argument: string | [string, string]): unknown {
    const [id, ...path] = Array.isArray(argument) ? argument : argument.split('.');
    const attribute = path.join('.');
    const nested = scope.nested.get(id ?? '');
    if (!nested) return { 'Fn::GetAtt': [this.unique(scope, id ?? ''), attribute] };
    return this.rewrite(
      nested,
      nested.template.Outputs?.[attribute.slice('Outputs.'.length)]?.Value,
    );
  }

  /** What the text names becomes a variable of it, because it can be more than a name now. */
  private sub(scope: Scope, argument: string | [string, Json]): [string, unknown] {
    const [text, given] = Array.isArray(argument) ? argument : [argument, {}];
    const variables: Json = this.rewrite(scope, given) as Json;
    for (const [, name = ''] of text.matchAll(/\$\{([^!}][^}]*)\}/g)) {
      if (name in variables) continue;
      variables[name] = name.includes('.') ? this.getAtt(scope, name) : this.ref(scope, name);
    }
    return [text, variables];
  }

  private exported(name: unknown): unknown {
    const wanted = JSON.stringify(name);
    for (const scope of this.scopes) {
      for (const { Export, Value } of Object.values(scope.template.Outputs ?? {})) {
        if (Export && JSON.stringify(this.rewrite(scope, Export.Name)) === wanted) {
          return this.rewrite(scope, Value);
        }
      }
    }
    return { 'Fn::ImportValue': name };
  }
}

const alphanumeric = (text: string) => text.replace(/[^A-Za-z0-9]/g, '');

/** Whatever a reference in the template can name. */
const namesIn = ({ Resources, Parameters, Mappings, Conditions }: Template): string[] =>
  [Resources, Parameters, Mappings, Conditions].flatMap((part) => Object.keys(part ?? {}));
