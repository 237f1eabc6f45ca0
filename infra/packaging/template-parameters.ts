import { CfnMapping, CfnParameter, Duration, Token, type Stack } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { SETTINGS, type SettingName, type Settings } from '../settings/settings';

// CloudFormation cannot calculate with a parameter, so the template offers some values and knows each in seconds.
/** Lock durations, in hours. */
const LOCK_HOURS = [24, 48, 72, 96, 120, 144, 168];
/** Holds of a changed address, in hours. */
const HOLD_HOURS = [0, 1, 2, 4, 8, 12, ...LOCK_HOURS];

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

  addressHold(): Duration {
    return this.mapped('addressHold', HOLD_HOURS, 3600);
  }

  /** Of a setting in days. */
  days(name: 'auditRetention' | 'logRetention'): RetentionDays {
    return this.add(name, [...SETTINGS[name].values]).valueAsNumber;
  }

  /** The rate of EventBridge, whose unit has a singular. */
  guardWatchRate(): string {
    const { min, max } = SETTINGS.guardWatch;
    const minutes = Array.from({ length: max - min + 1 }, (_, n) => min + n);
    const parameter = this.add('guardWatch', minutes.map(String));
    const mapping = new CfnMapping(this.stack, 'GuardWatchRate', {
      mapping: Object.fromEntries(
        minutes.map((n) => [n, { rate: `rate(${n} ${n === 1 ? 'minute' : 'minutes'})` }]),
      ),
    });
    return mapping.findInMap(parameter.valueAsString, 'rate');
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
    const added = this.stack.node.tryFindChild(id);
    if (added) return added as CfnParameter;
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
