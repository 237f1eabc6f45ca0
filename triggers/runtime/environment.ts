/**
 * Environment of the functions, read once at cold start. The values were checked when the stack was
 * synthesized (infra/settings/settings.ts); a missing one is a broken deployment and stops the function.
 */

/** @throws Error naming the variable if it is not set */
export function requiredEnv(name: string, environment = process.env): string {
  const value = environment[name];
  if (!value) throw new Error(`Environment variable ${name} is required`);
  return value;
}

/** @throws Error naming the variable if it is not a whole number */
export function requiredInteger(name: string, environment = process.env): number {
  const value = Number(requiredEnv(name, environment));
  if (!Number.isSafeInteger(value)) {
    throw new Error(`Environment variable ${name} must be a whole number`);
  }
  return value;
}
