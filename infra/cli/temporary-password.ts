import { randomBytes } from 'node:crypto';

/** Random, and with every kind of character that a pool's policy can ask for. */
export const temporaryPassword = () => `${randomBytes(12).toString('base64url')}aA1!`;
