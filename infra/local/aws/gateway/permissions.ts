/** One permission that a call needs: an IAM action and its resource. */
export interface Permission {
  /** For example `dynamodb:PutItem`; a transaction needs the action of each of its parts. */
  action: string;
  /**
   * `<table>/<key>` for a record, the key id for KMS, `identity/<address>` and
   * `configuration-set/<name>` for SES, `<group>/<stream>` for logs, name or ARN of a bus, id of a user pool,
   * name of a parameter.
   */
  resource: string;
}

/** Reads from a call's operation and body what it needs. */
type ReadPermissions = (operation: string, body: string) => Permission[];

interface RecordRequest {
  TableName: string;
  /** Tables of an app's own have other keys. */
  Key?: { pk?: { S: string } };
  Item?: { pk?: { S: string } };
}

interface TransactionRequest {
  TransactItems: Record<string, RecordRequest>[];
}

export const recordPermissions: ReadPermissions = (operation, body) => {
  const request = JSON.parse(body) as RecordRequest & TransactionRequest;
  if (operation !== 'TransactWriteItems') return [onRecord(operation, request)];
  return request.TransactItems.flatMap((item) =>
    Object.entries(item).map(([kind, part]) =>
      onRecord(kind === 'ConditionCheck' ? 'ConditionCheckItem' : `${kind}Item`, part),
    ),
  );
};

const onRecord = (operation: string, { TableName, Key, Item }: RecordRequest): Permission => ({
  action: `dynamodb:${operation}`,
  resource: `${TableName}/${(Key ?? Item)?.pk?.S}`,
});

export const keyPermissions: ReadPermissions = (operation, body) => {
  const { KeyId } = JSON.parse(body) as { KeyId: string };
  return [{ action: `kms:${operation}`, resource: KeyId }];
};

export const logPermissions: ReadPermissions = (operation, body) => {
  const { logGroupName, logStreamName } = JSON.parse(body) as Record<string, string>;
  return [{ action: `logs:${operation}`, resource: `${logGroupName}/${logStreamName}` }];
};

export const busPermissions: ReadPermissions = (operation, body) => {
  const { Entries } = JSON.parse(body) as { Entries: { EventBusName: string }[] };
  const buses = new Set(Entries.map(({ EventBusName }) => EventBusName));
  return [...buses].map((resource) => ({ action: `events:${operation}`, resource }));
};

export const poolPermissions: ReadPermissions = (operation, body) => {
  const { UserPoolId } = JSON.parse(body) as { UserPoolId?: string };
  return UserPoolId ? [{ action: `cognito-idp:${operation}`, resource: UserPoolId }] : [];
};

export const mailPermissions: ReadPermissions = (operation, body) => {
  if (operation !== 'SendEmail') return [];
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
};

/** The name of the parameter, without the slash that it starts with, as in its ARN. */
export const parameterPermissions: ReadPermissions = (operation, body) => {
  const { Name = '' } = JSON.parse(body) as { Name?: string };
  return [{ action: `ssm:${operation}`, resource: Name.replace(/^\//, '') }];
};

/** The ARN of the function is in the path, and stands for the body here. */
export const functionPermissions: ReadPermissions = (operation, arn) => [
  { action: `lambda:${operation}Function`, resource: arn },
];
