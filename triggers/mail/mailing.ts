import type { DynamoDBRecord } from 'aws-lambda';

/** A stream record as far as the mailer needs it. */
export interface Mailing {
  pk: string;
  kind: 'challenge' | 'notice';
  /** The part of the key behind `challenge#` or `notice#`. */
  id: string;
  sub: string | undefined;
  destination: string;
  /** Challenges only. */
  sealedCode: Uint8Array | undefined;
  /** Notices only; epoch milliseconds. */
  lockedUntil: number | undefined;
  /** Epoch milliseconds. */
  expiresAt: number;
}

/**
 * Reads a new record off the stream.
 * @returns undefined if it is none of ours or not whole, which no repetition can mend
 */
export function readMailing({ dynamodb }: DynamoDBRecord): Mailing | undefined {
  const image = dynamodb?.NewImage;
  const pk = image?.pk?.S;
  const [, kind, id] = /^(challenge|notice)#(.+)$/.exec(pk ?? '') ?? [];
  const destination = image?.destination?.S;
  const expiresAt = Number(image?.expiresAt?.N) * 1000;
  if (!pk || !kind || !id || !destination || !Number.isFinite(expiresAt)) return undefined;

  const sealed = image?.sealedCode?.B;
  const lockedUntil = image?.lockedUntil?.N;
  if (kind === 'challenge' ? !sealed : !lockedUntil) return undefined;
  return {
    pk,
    kind: kind as Mailing['kind'],
    id,
    sub: image?.userSub?.S,
    destination,
    // Lambda hands binary attributes over in base64, though the types say otherwise for the SDK.
    sealedCode: sealed === undefined ? undefined : Buffer.from(String(sealed), 'base64'),
    lockedUntil: lockedUntil === undefined ? undefined : Number(lockedUntil),
    expiresAt,
  };
}
