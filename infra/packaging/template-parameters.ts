import { CfnMapping, CfnParameter, Duration, Token, type Stack } from 'aws-cdk-lib';
import { SETTINGS, type SettingName, type Settings } from '../settings/settings';

/** Lock durations that the template offers, in hours: CloudFormation cannot calculate with a parameter. */
const LOCK_HOURS = [24, 48, 72, 96, 120, 144, 168];

/** The parameters of a CloudFormation template, with defaults and bounds of the settings. */
export class TemplateParameters {
  /** @param given settings whose value is the parameter's default */
  constructor(
    private readonly stack: Stack,
    private readonly given: Partial<Settings>,
  ) {}

  text(name: SettingName): string {
    return this.add(name).valueAsString;
  }

  number(name: SettingName): number {
    return this.add(name).valueAsNumber;
  }

  /** Of a setting in seconds. */
  seconds(name: SettingName): Duration {
    return Duration.seconds(this.number(name));
  }

  codeLifetime(): Duration {
    const { min, max } = SETTINGS.codeLifetime;
    const minutes = Array.from({ length: max - min + 1 }, (_, n) => min + n);
    return this.mapped('codeLifetime', minutes, 60);
  }

  lockDuration(): Duration {
    return this.mapped('lockDuration', LOCK_HOURS, 3600);
  }

  /** A parameter that is no setting. Without a default it must be given. */
  other(id: string, description: string, fallback?: string): string {
    const props = { description, ...(fallback !== undefined && { default: fallback }) };
    return new CfnParameter(this.stack, id, props).valueAsString;
  }

  private mapped(name: SettingName, values: number[], seconds: number): Duration {
    const parameter = this.add(name, values.map(String));
    const mapping = new CfnMapping(this.stack, `${parameter.node.id}Seconds`, {
      mapping: Object.fromEntries(values.map((value) => [value, { seconds: value * seconds }])),
    });
    const found = mapping.findInMap(parameter.valueAsString, 'seconds');
    return Duration.seconds(Token.asNumber(found));
  }

  private add(name: SettingName, allowedValues?: string[]): CfnParameter {
    const spec = SETTINGS[name];
    const id = `${name[0]?.toUpperCase()}${name.slice(1)}`;
    const fallback = this.given[name] ?? (REQUIRED.includes(name) ? undefined : spec.default);
    return new CfnParameter(this.stack, id, {
      description: spec.about.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1'),
      constraintDescription: `Allowed: ${spec.allowed}.`,
      ...(fallback !== undefined && { default: fallback }),
      ...(allowedValues
        ? { type: 'Number', allowedValues }
        : 'min' in spec
          ? { type: 'Number', minValue: spec.min, maxValue: spec.max }
          : 'values' in spec
            ? { allowedValues: [...spec.values] }
            : 'pattern' in spec && { allowedPattern: spec.pattern.source }),
    });
  }
}

/** Settings whose default is an example. */
const REQUIRED: SettingName[] = ['sender', 'senderIdentity'];
