import { reactive } from 'vue';
import type { TextKey } from '../language/en';

/**
 * The fields of a form. All of them are required.
 * @param required the error for each field when it is empty
 */
export function useFields<Name extends string>(
  required: Record<Name, TextKey>,
  filledIn: Partial<Record<Name, string>> = {},
) {
  const names = Object.keys(required) as Name[];
  const values = reactive(
    Object.fromEntries(names.map((name) => [name, filledIn[name] ?? ''])),
  ) as Record<Name, string>;
  const errors = reactive({}) as Partial<Record<Name, TextKey | undefined>>;

  /** Whether all fields are filled in; sets the errors of those that are not. */
  function complete(): boolean {
    for (const name of names) errors[name] = values[name].trim() ? undefined : required[name];
    return names.every((name) => errors[name] === undefined);
  }
  return { values, errors, complete };
}
