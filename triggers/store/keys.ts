/**
 * Keys of the one table. Its partition key `pk` starts with the kind of the record. Imports nothing, so that
 * stacks and commands can use it as well.
 */

/**
 * `challenge`: a code to mail and to compare; `user`: what is remembered and counted of a user; `pass`: the
 * right to tokens that a right code leaves; `browsers`: a user's remembered browsers; `notice`: any mail that is
 * no code.
 */
export type RecordKind = 'challenge' | 'user' | 'pass' | 'browsers' | 'notice';

export type Key = { pk: { S: string } };

/** What every key of a kind starts with, for stream filters. */
export const keyPrefix = <Kind extends RecordKind>(kind: Kind) => `${kind}#` as const;

/** Matches every key of a kind, for IAM's `dynamodb:LeadingKeys`. */
export const keyPattern = <Kind extends RecordKind>(kind: Kind) => `${keyPrefix(kind)}*` as const;

export const recordKey = (pk: string): Key => ({ pk: { S: pk } });
export const challengeKey = (id: string) => recordKey(keyPrefix('challenge') + id);
export const userKey = (userPoolId: string, sub: string) =>
  recordKey(`${keyPrefix('user')}${userPoolId}#${sub}`);
export const passKey = (userPoolId: string, sub: string) =>
  recordKey(`${keyPrefix('pass')}${userPoolId}#${sub}`);
export const browsersKey = (userPoolId: string, sub: string) =>
  recordKey(`${keyPrefix('browsers')}${userPoolId}#${sub}`);
export const noticeKey = (id: string) => recordKey(keyPrefix('notice') + id);

/**
 * The kind of a record and the rest of its key.
 * @returns undefined if it is not a key of this table
 */
export function parseKey(pk: string | undefined): { kind: RecordKind; id: string } | undefined {
  const [, kind, id] = /^(challenge|user|pass|browsers|notice)#(.+)$/s.exec(pk ?? '') ?? [];
  return kind && id ? { kind: kind as RecordKind, id } : undefined;
}
