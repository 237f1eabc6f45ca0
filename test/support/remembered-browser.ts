import { decomposeUnverifiedJwt } from 'aws-jwt-verify/jwt';
import type { StackFacts } from '../../infra/cli/stack-file';
import { newBinding } from '../../triggers/public-parameters';
import { browsersKey, userKey } from '../../triggers/store/keys';
import type { Item } from '../../triggers/store/records';
import { newBrowserKey, type BrowserKeyPair } from './browser-keys';
import { codeMail } from './codes';
import { codeIn, mailsTo } from './inbox';
import { SrpClient, type Step } from './srp-client';
import { TableAccess } from './table';
import { Triggers, type Challenge } from './triggers';
import type { TestUser } from './users';

/** Sign-ins of users with remembered browsers. */
export class BrowserSignIns {
  readonly client: SrpClient;
  private readonly table: TableAccess;
  private readonly triggers: Triggers;

  constructor(private readonly stack: StackFacts) {
    this.client = new SrpClient(stack);
    this.table = new TableAccess(stack);
    this.triggers = new Triggers(stack);
  }

  /** Signs in with a code, and sends `metadata` with it. */
  async withCode(user: TestUser, metadata: Record<string, string> = {}): Promise<Step> {
    const before = (await mailsTo(this.stack, user.email)).at(-1);
    const step = await this.client.password(user);
    const code = codeIn(await codeMail(this.stack, user.email, before));
    return this.client.answer(step, code, metadata);
  }

  /** Signs in with a code and has a browser remembered. */
  async remember(user: TestUser, key = newBrowserKey()): Promise<BrowserKeyPair> {
    await this.withCode(user, { rememberKey: key.publicKey });
    return key;
  }

  /** The records of a user with a remembered browser, for tests that are not about how it came to be one. */
  async given(user: TestUser, key = newBrowserKey()): Promise<BrowserKeyPair> {
    const time = (at: number) => ({ N: `${at}` });
    const now = Date.now();
    const entry: Item = {
      publicKey: { B: key.raw },
      clientId: { S: this.stack.clientId },
      createdAt: time(now),
      lastUsedAt: time(now),
      provedNonceOf: time(0),
      expiresAt: time(now + 3_600_000),
    };
    await this.table.put({
      ...this.keyOf(user),
      userSub: { S: user.sub },
      browsers: { M: { [key.id]: { M: entry } } },
    });
    await this.table.put({ ...userKey(this.stack.userPoolId, user.sub), lastSignInAt: time(now) });
    return key;
  }

  /** Proves the password in a remembered browser. */
  password = (user: TestUser, key: Pick<BrowserKeyPair, 'id'>, metadata = {}): Promise<Step> =>
    this.client.password(user, { clientMetadata: { browser: key.id, ...metadata } });

  /** The proof that a step asks for. */
  proofFor({ ChallengeParameters: parameters }: Pick<Step, 'ChallengeParameters'>) {
    const { challengeId = '', nonce = '', user = '' } = parameters ?? {};
    const { userPoolId, clientId } = this.stack;
    return { userPoolId, clientId, user, challengeId, nonce };
  }

  /** Signs in in a remembered browser, without a code. */
  async withBrowser(user: TestUser, key: BrowserKeyPair): Promise<Step> {
    const step = await this.password(user, key);
    return this.client.answer(step, key.prove(this.proofFor(step)));
  }

  /** The question of the triggers for a browser's key, without Cognito's session around it. */
  async question(user: TestUser, key: Pick<BrowserKeyPair, 'id'>) {
    const question = await this.triggers.create(user, { clientMetadata: { browser: key.id } });
    return { question, proof: this.proofFor(asStep(question)) };
  }

  /** Answers a question of the triggers, with a binding of its own. */
  answer(user: TestUser, question: Challenge, answer: unknown, clientMetadata = newBinding()) {
    return this.triggers.verify(user, question, answer, { clientMetadata });
  }

  record = (user: TestUser): Promise<Item | undefined> => this.table.get(this.keyOf(user));
  keyOf = ({ sub }: TestUser) => browsersKey(this.stack.userPoolId, sub);

  /** Key ids of the browsers in a user's record. */
  remembered = async (user: TestUser): Promise<string[]> =>
    Object.keys((await this.record(user))?.browsers?.M ?? {});

  /** Overwrites attributes of one browser, to let time pass for it. */
  async changeBrowser(user: TestUser, id: string, attributes: Item): Promise<void> {
    const browsers = (await this.record(user))?.browsers?.M ?? {};
    const changed = { ...browsers, [id]: { M: { ...browsers[id]?.M, ...attributes } } };
    await this.table.change(this.keyOf(user), { browsers: { M: changed } });
  }
}

export const asStep = ({ publicChallengeParameters }: Challenge) => ({
  ChallengeParameters: publicChallengeParameters,
});

/** The claims of a step's ID token. */
export const claimsOf = ({ AuthenticationResult }: Step) =>
  decomposeUnverifiedJwt(AuthenticationResult?.IdToken ?? '').payload;
