import { computed, reactive } from 'vue';
import { looksLikeAddress } from '../../client/address';
import { checkPassword, type PasswordPolicy } from '../../client/passwordPolicy';
import type { TextKey } from '../language/en';

type Check = (value: string) => TextKey | undefined;

/** An error for text that is no email address. */
export const emailCheck: Check = (value) =>
  looksLikeAddress(value) ? undefined : 'message.invalidEmail';

/** An error for a password that breaks a rule of the pool. */
export const passwordCheck =
  (policy: PasswordPolicy): Check =>
  (value) =>
    checkPassword(policy, value).every(({ met }) => met) ? undefined : 'message.weakPassword';

/**
 * The fields of a form. All of them are required.
 * @param required the error for each field when it is empty
 * @param checks the error for what somebody entered
 */
export function useFields<Name extends string>(
  required: Record<Name, TextKey>,
  filledIn: Partial<Record<Name, string>> = {},
  checks: Partial<Record<Name, Check>> = {},
) {
  const names = Object.keys(required) as Name[];
  const values = reactive(
    Object.fromEntries(names.map((name) => [name, filledIn[name] ?? ''])),
  ) as Record<Name, string>;
  const errors = reactive({}) as Partial<Record<Name, TextKey | undefined>>;
  const invalid = computed(() => names.some((name) => errors[name] !== undefined));

  /** Whether all fields are filled in and pass their checks; sets the errors of those that do not. */
  function complete(): boolean {
    for (const name of names) {
      const value = values[name].trim();
      errors[name] = value ? checks[name]?.(value) : required[name];
    }
    return !invalid.value;
  }
  return { values, errors, invalid, complete };
}
