/** The password rules of the user pool. */
export interface PasswordPolicy {
  /** Characters. */
  minLength: number;
  uppercase: boolean;
  lowercase: boolean;
  number: boolean;
  symbol: boolean;
}

export type PasswordRule = 'length' | 'uppercase' | 'lowercase' | 'number' | 'symbol';

/** Cognito's own classes: ASCII only, and these symbols, or a space that is not at either end. */
const PATTERNS: Record<Exclude<PasswordRule, 'length'>, RegExp> = {
  uppercase: /[A-Z]/,
  lowercase: /[a-z]/,
  number: /[0-9]/,
  symbol: /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]|\S \S/,
};

/** The rules of a policy, and whether a password meets each. */
export function checkPassword(
  policy: PasswordPolicy,
  password: string,
): { rule: PasswordRule; met: boolean }[] {
  const classes = ['uppercase', 'lowercase', 'number', 'symbol'] as const;
  return [
    { rule: 'length' as const, met: password.length >= policy.minLength },
    ...classes
      .filter((rule) => policy[rule])
      .map((rule) => ({ rule, met: PATTERNS[rule].test(password) })),
  ];
}
