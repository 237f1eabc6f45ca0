/**
 * Environment of the functions, read once at cold start. The values were checked when the stack was
 * synthesized (infra/settings.ts); a missing one is a broken deployment and stops the function.
 */

/** @throws Error naming the variable if it is not set */
export function requiredEnv(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`Environment variable ${name} is required`);
  return value;
}

/** @throws Error naming the variable if it is not a whole number */
export function requiredInteger(name: string): number {
  const value = Number(requiredEnv(name));
  if (!Number.isSafeInteger(value)) {
    throw new Error(`Environment variable ${name} must be a whole number`);
  }
  return value;
}
