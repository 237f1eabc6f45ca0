import type { DynamoDBRecord } from 'aws-lambda';
import { parseKey } from '../store/keys';

/** A sealed code as its record holds it. */
export interface SealedCode {
  /** KMS's id of the key. It is one of ours unless someone else wrote the record. */
  keyId: string;
  ciphertext: Uint8Array;
}

interface CommonFields {
  pk: string;
  /** The key without the kind of record. */
  id: string;
  sub: string | undefined;
  /** App client of the sign-in; notices have none. */
  clientId: string | undefined;
  /** Where the mail goes, in full; empty if the user has no verified address. */
  address: string;
  /** Language tags, best first. */
  locales: string[];
  /** Epoch milliseconds. */
  createdAt: number;
  /** Epoch milliseconds; the record holds seconds. */
  expiresAtMs: number;
}

/** What the mailer needs of a stream record. */
export type Mailing =
  | (CommonFields & { kind: 'challenge'; sealedCode: SealedCode })
  | (CommonFields & {
      kind: 'notice';
      /** Epoch milliseconds. */
      lockedUntil: number;
    });

/**
 * Reads a new record from the stream.
 * @returns undefined if the record is not ours or not complete; trying again can't change that
 */
export function readMailing({ dynamodb }: DynamoDBRecord): Mailing | undefined {
  const image = dynamodb?.NewImage;
  const pk = image?.pk?.S;
  const { kind, id } = parseKey(pk) ?? {};
  const address = image?.destination?.S;
  const createdAt = Number(image?.createdAt?.N);
  const expiresAtMs = Number(image?.expiresAt?.N) * 1000;
  if (!pk || !id || address === undefined || !Number.isFinite(createdAt + expiresAtMs))
    return undefined;

  const common: CommonFields = {
    pk,
    id,
    sub: image?.userSub?.S,
    clientId: image?.clientId?.S,
    address,
    locales: image?.locale?.S?.split(',') ?? [],
    createdAt,
    expiresAtMs,
  };
  // The SDK's types say bytes, but Lambda sends binary attributes in base64.
  const sealed = image?.sealedCode?.B;
  const keyId = image?.sealingKeyId?.S;
  const lockedUntil = image?.lockedUntil?.N;
  if (kind === 'challenge') {
    if (!sealed || !keyId) return undefined;
    const ciphertext = Buffer.from(String(sealed), 'base64');
    return { ...common, kind, sealedCode: { keyId, ciphertext } };
  }
  return kind === 'notice' && lockedUntil
    ? { ...common, kind: 'notice', lockedUntil: Number(lockedUntil) }
    : undefined;
}
