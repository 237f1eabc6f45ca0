/** A copy without some of its fields. */
export const omit = <T extends object, K extends keyof T>(holder: T, ...fields: K[]): Omit<T, K> =>
  Object.fromEntries(
    Object.entries(holder).filter(([name]) => !fields.includes(name as K)),
  ) as Omit<T, K>;
