import type { DynamoDBRecord } from 'aws-lambda';

/** A code as it stands in its record. */
export interface Sealed {
  /** KMS's id of a key: of ours, if nobody else wrote the record. */
  keyId: string;
  code: Uint8Array;
}

interface Mailed {
  pk: string;
  /** The part of the key behind `challenge#` or `notice#`. */
  id: string;
  sub: string | undefined;
  /** App client of the sign-in; notices have none. */
  clientId: string | undefined;
  destination: string;
  /** Language tags, best first. */
  locales: string[];
  /** Epoch milliseconds. */
  createdAt: number;
  expiresAt: number;
}

/** A stream record as far as the mailer needs it. */
export type Mailing =
  | (Mailed & { kind: 'challenge'; sealed: Sealed })
  | (Mailed & {
      kind: 'notice';
      /** Epoch milliseconds. */
      lockedUntil: number;
    });

/**
 * Reads a new record off the stream.
 * @returns undefined if it is none of ours or not whole, which no repetition can mend
 */
export function readMailing({ dynamodb }: DynamoDBRecord): Mailing | undefined {
  const image = dynamodb?.NewImage;
  const pk = image?.pk?.S;
  const [, kind, id] = /^(challenge|notice)#(.+)$/.exec(pk ?? '') ?? [];
  const destination = image?.destination?.S;
  const createdAt = Number(image?.createdAt?.N);
  const expiresAt = Number(image?.expiresAt?.N) * 1000;
  if (!pk || !id || !destination || !Number.isFinite(createdAt + expiresAt)) return undefined;

  const mailed: Mailed = {
    pk,
    id,
    sub: image?.userSub?.S,
    clientId: image?.clientId?.S,
    destination,
    locales: image?.locale?.S?.split(',') ?? [],
    createdAt,
    expiresAt,
  };
  // Lambda hands binary attributes over in base64, though the types say otherwise for the SDK.
  const code = image?.sealedCode?.B;
  const keyId = image?.sealingKeyId?.S;
  const lockedUntil = image?.lockedUntil?.N;
  if (kind === 'challenge') {
    if (!code || !keyId) return undefined;
    return { ...mailed, kind, sealed: { keyId, code: Buffer.from(String(code), 'base64') } };
  }
  return lockedUntil ? { ...mailed, kind: 'notice', lockedUntil: Number(lockedUntil) } : undefined;
}
