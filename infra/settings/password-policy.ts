import type { PasswordPolicy } from '../../web/src/client/passwordPolicy';

/** Password rules of a new user pool. The page shows them before anybody breaks one. */
export const PASSWORD_POLICY: PasswordPolicy = {
  minLength: 12,
  uppercase: true,
  lowercase: true,
  number: true,
  symbol: false,
};
