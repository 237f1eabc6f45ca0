import type { AttributeValue, _Record } from '@aws-sdk/client-dynamodb-streams';

type LambdaAttribute = Record<string, unknown>;
type LambdaItem = Record<string, LambdaAttribute>;

/** A stream record as Lambda passes it to a function. */
export interface StreamRecord {
  eventID: string;
  eventName: string;
  eventVersion: string;
  eventSource: 'aws:dynamodb';
  awsRegion: string;
  eventSourceARN: string;
  userIdentity?: { PrincipalId?: string; Type?: string };
  dynamodb: {
    /** Epoch seconds. */
    ApproximateCreationDateTime: number;
    Keys: LambdaItem;
    NewImage?: LambdaItem;
    OldImage?: LambdaItem;
    SequenceNumber: string;
    SizeBytes: number;
    StreamViewType: string;
  };
}

/** @param readAt epoch milliseconds */
export function toLambdaRecord(
  record: _Record,
  { awsRegion, eventSourceARN }: Pick<StreamRecord, 'awsRegion' | 'eventSourceARN'>,
  readAt: number,
): StreamRecord {
  const { dynamodb = {}, userIdentity } = record;
  return {
    eventID: record.eventID ?? '',
    eventName: record.eventName ?? '',
    eventVersion: record.eventVersion ?? '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion,
    eventSourceARN,
    ...(userIdentity && { userIdentity }),
    dynamodb: {
      // DynamoDB Local rounds it down to the minute. Records are read a moment after they are written.
      ApproximateCreationDateTime: Math.floor(readAt / 1000),
      Keys: toItem(dynamodb.Keys ?? {}),
      ...(dynamodb.NewImage && { NewImage: toItem(dynamodb.NewImage) }),
      ...(dynamodb.OldImage && { OldImage: toItem(dynamodb.OldImage) }),
      SequenceNumber: dynamodb.SequenceNumber ?? '',
      SizeBytes: dynamodb.SizeBytes ?? 0,
      StreamViewType: dynamodb.StreamViewType ?? '',
    },
  };
}

function toItem(item: Record<string, AttributeValue>): LambdaItem {
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, toAttribute(value)]),
  );
}

/** The SDK gives binary values as bytes; in Lambda's JSON they are base64. */
function toAttribute(value: AttributeValue): LambdaAttribute {
  if (value.B) return { B: base64(value.B) };
  if (value.BS) return { BS: value.BS.map(base64) };
  if (value.L) return { L: value.L.map(toAttribute) };
  if (value.M) return { M: toItem(value.M) };
  return { ...value };
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
