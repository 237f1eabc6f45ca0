import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRule } from '../../infra/local/aws/gateway/faults';
import { clientOptions, type Service, type StackFacts } from '../../infra/cli/stack-file';
import { toLambdaRecord, type StreamRecord } from '../../infra/local/aws/stream/stream-records';
import { challengeKey } from '../../triggers/store/keys';
import type { Item } from '../../triggers/store/records';
import { inject } from './calls';
import { codeMail } from './codes';
import { codeIn, mailsTo, type Mail } from './inbox';
import { metricsOf } from './metrics';
import { TableAccess } from './table';
import { Triggers } from './triggers';
import type { TestUser } from './users';

/** Someone to send codes to, whom Cognito need not know. */
export const person = (): TestUser => ({
  sub: randomUUID(),
  email: `person-${randomUUID()}@example.com`,
  password: '',
});

/** A challenge whose mail is yet to go out, and the stream record that tells of it. */
export interface Pending {
  id: string;
  user: TestUser;
  record: StreamRecord;
  /** The one mail that went out when it was made. */
  first: Mail;
}

/** The mailer at work on records that a test hands it, as the stream would. */
export class Mailer {
  private readonly table;
  private readonly triggers;
  private readonly lambda;
  private readonly database;
  private sequence = 0;
  private creation: Promise<unknown> = Promise.resolve();

  constructor(private readonly stack: StackFacts) {
    const client = (service: Service) => ({ ...clientOptions(stack, service), maxAttempts: 1 });
    this.table = new TableAccess(stack);
    this.triggers = new Triggers(stack);
    this.lambda = new LambdaClient(client('lambda'));
    this.database = new DynamoDBClient(client('dynamodb'));
  }

  /**
   * Lets Create make a challenge, one after the other: a burst of cold starts would slow a busy machine down.
   * @returns its id
   */
  async challenge(user: TestUser): Promise<string> {
    const created = this.creation.then(() => this.triggers.create(user));
    this.creation = created.catch(() => undefined);
    return JSON.parse((await created).challengeMetadata).id;
  }

  /**
   * A challenge as Create made it, whose mail the test may send again: the real stream has done its part,
   * and all marks are gone.
   */
  async pending(user = person()): Promise<Pending> {
    const id = await this.challenge(user);
    const first = await codeMail(this.stack, user.email);
    await this.marked(id, 'sentAt');
    await this.forgetMarks(id);
    return { id, user, first, record: await this.recordOf(id) };
  }

  /** The record that the stream had for a challenge, from what is in the table now. */
  async recordOf(id: string): Promise<StreamRecord> {
    const item = (await this.table.challenge(id)) as Item;
    this.sequence += 1;
    return toLambdaRecord(
      {
        eventID: randomUUID(),
        eventName: 'INSERT',
        dynamodb: {
          Keys: challengeKey(id) as never,
          NewImage: item as never,
          SequenceNumber: `${Date.now()}${`${this.sequence}`.padStart(6, '0')}`,
          StreamViewType: 'NEW_IMAGE',
        },
      },
      { awsRegion: this.stack.region, eventSourceARN: 'arn:aws:dynamodb:local:0:table/test' },
      Date.now(),
    );
  }

  /** Waits until the record has an attribute, and gives the record. */
  async marked(id: string, attribute: string): Promise<Item> {
    for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(25)) {
      const item = await this.table.challenge(id);
      if (item?.[attribute]) return item;
    }
    throw new Error(`${id} was never marked with ${attribute}`);
  }

  async forgetMarks(id: string): Promise<void> {
    await this.database.send(
      new UpdateItemCommand({
        TableName: this.stack.tableName,
        Key: challengeKey(id),
        UpdateExpression: 'REMOVE sentAt, messageId, claimedUntil',
      }),
    );
  }

  /** One invocation. @returns sequence numbers to be delivered again; undefined if the function crashed */
  async deliver(records: StreamRecord[]): Promise<string[] | undefined> {
    const { Payload, FunctionError } = await this.lambda.send(
      new InvokeCommand({
        FunctionName: this.stack.functions.find((name) => name.includes('SendCode')),
        Payload: JSON.stringify({ Records: records }),
      }),
    );
    if (FunctionError) return undefined;
    const { batchItemFailures } = JSON.parse(Buffer.from(Payload ?? []).toString());
    return batchItemFailures.map((item: { itemIdentifier: string }) => item.itemIdentifier);
  }

  /** Delivers as often as the stream would. */
  async deliverUntilDone(record: StreamRecord): Promise<void> {
    for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(300)) {
      if ((await this.deliver([record]))?.length === 0) return;
    }
    throw new Error('The record is still not done');
  }

  /** The codes of the mails that the test had sent. */
  async codesOf(pending: Pending): Promise<string[]> {
    return (await this.mailsOf(pending)).map(codeIn);
  }

  /** Lets the calls to SES fail that go to this person. */
  breakSes({ user }: Pending, rule: Omit<FaultRule, 'service' | 'recipient'>) {
    return inject(this.stack, { ...rule, service: 'ses', recipient: user.email });
  }

  /** Lets the mailer's calls to the table fail that are about this challenge. */
  breakTable({ id }: Pending, rule: Omit<FaultRule, 'service'>) {
    return inject(this.stack, { ...rule, service: 'dynamodb', function: 'SendCode', contains: id });
  }

  /** Mails that came after the one sent when the challenge was made. */
  mailsOf({ user, first }: Pending): Promise<Mail[]> {
    return mailsTo(this.stack, user.email, { after: first });
  }

  metricsOf({ id }: Pending): Record<string, number> {
    const counts = metricsOf(this.stack, 'SendCode', id);
    // The mail that went out when it was made.
    return { ...counts, MailSent: (counts.MailSent ?? 0) - 1 };
  }
}
