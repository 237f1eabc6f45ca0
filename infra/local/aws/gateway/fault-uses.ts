import type { Service } from './faults';

/** One right that a call needs: an IAM action, and what it is done to. */
export interface Use {
  /** For example `dynamodb:PutItem`; a transaction needs the action of each of its parts. */
  action: string;
  /**
   * `<table>/<key>` for a record, the key id for KMS, `identity/<address>` and
   * `configuration-set/<name>` for SES, `<group>/<stream>` for logs, name or ARN of a bus.
   */
  resource: string;
}

interface RecordRequest {
  TableName: string;
  Key?: { pk: { S: string } };
  Item?: { pk: { S: string } };
}

/** The rights that a call needs, from its operation and body. */
export function usesOf(service: Service, operation: string, body: string): Use[] {
  if (service === 'dynamodb') return recordUses(operation, JSON.parse(body));
  if (service === 'kms') {
    return [
      { action: `kms:${operation}`, resource: (JSON.parse(body) as { KeyId: string }).KeyId },
    ];
  }
  if (service === 'logs') {
    const { logGroupName, logStreamName } = JSON.parse(body) as Record<string, string>;
    return [{ action: `logs:${operation}`, resource: `${logGroupName}/${logStreamName}` }];
  }
  if (service === 'events') {
    const { Entries } = JSON.parse(body) as { Entries: { EventBusName: string }[] };
    const buses = new Set(Entries.map(({ EventBusName }) => EventBusName));
    return [...buses].map((resource) => ({ action: `events:${operation}`, resource }));
  }
  const { FromEmailAddress = '', ConfigurationSetName } = JSON.parse(body) as {
    FromEmailAddress?: string;
    ConfigurationSetName?: string;
  };
  const address = /<([^>]+)>\s*$/.exec(FromEmailAddress)?.[1] ?? FromEmailAddress;
  const resources = [
    `identity/${address}`,
    ...(ConfigurationSetName ? [`configuration-set/${ConfigurationSetName}`] : []),
  ];
  return resources.map((resource) => ({ action: `ses:${operation}`, resource }));
}

function recordUses(operation: string, request: RecordRequest & TransactionRequest): Use[] {
  if (operation !== 'TransactWriteItems') return [recordUse(operation, request)];
  return request.TransactItems.flatMap((item) =>
    Object.entries(item).map(([kind, part]) =>
      recordUse(kind === 'ConditionCheck' ? 'ConditionCheckItem' : `${kind}Item`, part),
    ),
  );
}

interface TransactionRequest {
  TransactItems: Record<string, RecordRequest>[];
}

const recordUse = (operation: string, { TableName, Key, Item }: RecordRequest): Use => ({
  action: `dynamodb:${operation}`,
  resource: `${TableName}/${(Key ?? Item)?.pk.S}`,
});
