import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  paginateScan,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { clientOptions, type StackFacts } from '../../infra/cli/stack-file';
import { browsersKey, challengeKey, passKey, userKey } from '../../triggers/store/keys';
import type { Item } from '../../triggers/store/records';

/** The database itself, as an operator (or a thief) would see it. */
export class TableAccess {
  private readonly options;
  private readonly client;

  constructor(private readonly stack: StackFacts) {
    this.options = clientOptions(stack, 'dynamodb');
    this.client = new DynamoDBClient(this.options);
  }

  async get(Key: Item): Promise<Item | undefined> {
    const { Item: item } = await this.client.send(
      new GetItemCommand({ TableName: this.stack.tableName, Key, ConsistentRead: true }),
    );
    return item;
  }

  user = (sub: string) => this.get(userKey(this.stack.userPoolId, sub));
  pass = (sub: string) => this.get(passKey(this.stack.userPoolId, sub));
  browsers = (sub: string) => this.get(browsersKey(this.stack.userPoolId, sub));
  challenge = (id: string) => this.get(challengeKey(id));

  /** Overwrites attributes of a record, to let time pass for it. */
  async change(key: Item, attributes: Item): Promise<void> {
    const item = await this.get(key);
    if (!item) throw new Error(`No record ${key.pk?.S}`);
    await this.put({ ...item, ...attributes });
  }

  changeUser = (sub: string, attributes: Item) =>
    this.change(userKey(this.stack.userPoolId, sub), attributes);

  changePass = (sub: string, attributes: Item) =>
    this.change(passKey(this.stack.userPoolId, sub), attributes);

  /** Has these browsers remembered, in place of all others, with keys that prove nothing. */
  rememberBrowsers = (
    sub: string,
    browsers: { id: string; browserName?: string; lastUsedAt: number; expiresAt: number }[],
  ) => {
    const entry = ({ browserName, lastUsedAt, expiresAt }: (typeof browsers)[number]) => ({
      M: {
        publicKey: { B: new Uint8Array(65) },
        clientId: { S: this.stack.clientId },
        ...(browserName && { browserName: { S: browserName } }),
        createdAt: { N: `${lastUsedAt}` },
        lastUsedAt: { N: `${lastUsedAt}` },
        provedNonceOf: { N: '0' },
        expiresAt: { N: `${expiresAt}` },
      },
    });
    return this.put({
      ...browsersKey(this.stack.userPoolId, sub),
      browsers: { M: Object.fromEntries(browsers.map((one) => [one.id, entry(one)])) },
      userSub: { S: sub },
      expiresAt: { N: `${Math.ceil(Date.now() / 1000) + 86_400}` },
    });
  };

  /** Lets the last code of a user be older than the cooldown. */
  coolDown(sub: string): Promise<void> {
    const earlier = { N: `${Date.now() - 31_000}` };
    return this.changeUser(sub, { lastCodeAt: earlier, codeTimes: { L: [earlier] } });
  }

  /** Lets a user have failed `count` times `ago` milliseconds ago. */
  fail(sub: string, count: number, ago = 0): Promise<void> {
    const SS = Array.from({ length: count }, (_, n) => `${Date.now() - ago}-${n}`);
    return this.changeUser(sub, { failures: { SS } });
  }

  put = (item: Item) =>
    this.client.send(new PutItemCommand({ TableName: this.stack.tableName, Item: item }));

  delete = (Key: Item) =>
    this.client.send(new DeleteItemCommand({ TableName: this.stack.tableName, Key }));

  async everyRecord(): Promise<Item[]> {
    const items: Item[] = [];
    const pages = paginateScan({ client: this.client }, { TableName: this.stack.tableName });
    for await (const { Items } of pages) items.push(...(Items ?? []));
    return items;
  }

  /** Everything that ever went through the table's stream. */
  async everyStreamRecord(): Promise<unknown[]> {
    const streams = new DynamoDBStreamsClient(this.options);
    const list = await streams.send(new ListStreamsCommand({ TableName: this.stack.tableName }));
    const StreamArn = list.Streams?.[0]?.StreamArn;
    const description = await streams.send(new DescribeStreamCommand({ StreamArn }));
    const records: unknown[] = [];
    for (const { ShardId } of description.StreamDescription?.Shards ?? []) {
      const start = await streams.send(
        new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
      );
      let ShardIterator = start.ShardIterator;
      while (ShardIterator) {
        const page = await streams.send(new GetRecordsCommand({ ShardIterator }));
        records.push(...(page.Records ?? []));
        ShardIterator = page.Records?.length ? page.NextShardIterator : undefined;
      }
    }
    return records;
  }
}
