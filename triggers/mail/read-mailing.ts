import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { BROWSER_NAMES, SYSTEM_NAMES } from '../public-parameters';
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
  /** IANA name. */
  timeZone: string | undefined;
  /** Epoch milliseconds. */
  createdAt: number;
  /** Epoch milliseconds; the record holds seconds. */
  expiresAtMs: number;
}

/** What the mailer needs of a stream record. */
export type Mailing = ChallengeMailing | NoticeMailing;

export interface ChallengeMailing extends CommonFields, ClientNames {
  kind: 'challenge';
  sealedCode: SealedCode;
}

/** Times in epoch milliseconds. */
export type NoticeMailing = CommonFields & { kind: 'notice' } & (
    | { noticeKind: 'lock'; lockedUntil: number }
    | { noticeKind: 'addressChanged'; maskedNewAddress: string; codesMoveAt: number }
    | { noticeKind: 'passwordChanged' }
    | ({ noticeKind: 'browserRemembered'; rememberedUntil: number } & ClientNames)
  );

/** From the lists in public-parameters.ts. */
interface ClientNames {
  browserName: string | undefined;
  systemName: string | undefined;
}

/**
 * Reads a new record from the stream.
 * @returns undefined if the record is not ours or not complete; trying again can't change that
 */
export function readMailing({ dynamodb }: DynamoDBRecord): Mailing | undefined {
  const image = dynamodb?.NewImage ?? {};
  const pk = image.pk?.S;
  const { kind, id } = parseKey(pk) ?? {};
  const address = image.destination?.S;
  const createdAt = Number(image.createdAt?.N);
  const expiresAtMs = Number(image.expiresAt?.N) * 1000;
  if (!pk || !id || address === undefined || !Number.isFinite(createdAt + expiresAtMs)) {
    return undefined;
  }
  const common: CommonFields = {
    pk,
    id,
    sub: image.userSub?.S,
    clientId: image.clientId?.S,
    address,
    locales: image.locale?.S?.split(',') ?? [],
    timeZone: image.timeZone?.S,
    createdAt,
    expiresAtMs,
  };
  if (kind === 'challenge') return readChallenge(image, common);
  return kind === 'notice' ? readNotice(image, common) : undefined;
}

type Image = Record<string, AttributeValue>;

function readChallenge(image: Image, common: CommonFields): ChallengeMailing | undefined {
  // The SDK's types say bytes, but Lambda sends binary attributes in base64.
  const sealed = image.sealedCode?.B;
  const keyId = image.sealingKeyId?.S;
  if (!sealed || !keyId) return undefined;
  const ciphertext = Buffer.from(String(sealed), 'base64');
  return {
    ...common,
    kind: 'challenge',
    sealedCode: { keyId, ciphertext },
    ...clientNames(image),
  };
}

const clientNames = (image: Image): ClientNames => ({
  browserName: BROWSER_NAMES.find((name) => name === image.browserName?.S),
  systemName: SYSTEM_NAMES.find((name) => name === image.systemName?.S),
});

function readNotice(image: Image, common: CommonFields): NoticeMailing | undefined {
  const notice = { ...common, kind: 'notice' } as const;
  const lockedUntil = Number(image.lockedUntil?.N);
  const codesMoveAt = Number(image.codesMoveAt?.N);
  const rememberedUntil = Number(image.rememberedUntil?.N);
  const maskedNewAddress = image.maskedNewAddress?.S;
  // Records written before there were other notices have no kind.
  switch (image.noticeKind?.S ?? 'lock') {
    case 'lock':
      return Number.isFinite(lockedUntil)
        ? { ...notice, noticeKind: 'lock', lockedUntil }
        : undefined;
    case 'addressChanged':
      return maskedNewAddress && Number.isFinite(codesMoveAt)
        ? { ...notice, noticeKind: 'addressChanged', maskedNewAddress, codesMoveAt }
        : undefined;
    case 'passwordChanged':
      return { ...notice, noticeKind: 'passwordChanged' };
    case 'browserRemembered':
      return Number.isFinite(rememberedUntil)
        ? { ...notice, noticeKind: 'browserRemembered', rememberedUntil, ...clientNames(image) }
        : undefined;
    default:
      return undefined;
  }
}
