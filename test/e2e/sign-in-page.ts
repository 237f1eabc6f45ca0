import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { StackFacts } from '../../infra/cli/stack-file';
import type { MessageCode } from '../../web/src/client/messages';
import type { TextKey } from '../../web/src/vue/language/en';
import type { Plural } from '../../web/src/vue/language/format';
import { en, type Words } from './words';

/** As narrow as a page at 400 % zoom: WCAG 2.2 asks for no less. */
export const PHONE = { width: 320, height: 640 };
export const DESKTOP = { width: 1280, height: 800 };

export interface OpenOptions extends BrowserContextOptions {
  /** The language that is expected; the browser's is `locale`. */
  dictionary?: Words;
  /** Of the address; `/` if left out. */
  path?: string;
  /** Runs in the page before anything of the app. */
  beforeLoad?: () => void;
}

/** The app as a person uses it: things are found by role and label, never by markup. */
export class SignInPage {
  /** What the browser refused because of the Content-Security-Policy. */
  readonly violations: string[] = [];

  private constructor(
    readonly page: Page,
    readonly words: Words,
  ) {
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) this.violations.push(message.text());
    });
  }

  /** A window of its own, with nothing remembered. */
  static async open(
    browser: Browser,
    { endpoints: { app } }: StackFacts,
    { dictionary = en, path = '/', beforeLoad, ...options }: OpenOptions = {},
  ): Promise<SignInPage> {
    if (!app) throw new Error('This stack runs without the app');
    const context = await browser.newContext({ viewport: PHONE, ...options });
    context.setDefaultTimeout(30_000);
    const signIn = new SignInPage(await context.newPage(), dictionary);
    if (beforeLoad) await context.addInitScript(beforeLoad);
    await signIn.page.goto(new URL(path, app).href);
    return signIn;
  }

  /** Another tab of the same window. */
  async anotherTab(words = this.words): Promise<SignInPage> {
    const tab = new SignInPage(await this.context.newPage(), words);
    await tab.page.goto(this.page.url());
    return tab;
  }

  get context(): BrowserContext {
    return this.page.context();
  }

  close(): Promise<void> {
    return this.context.close();
  }

  /** A text as a pattern: its placeholders match anything, and it matches in any plural form. */
  said(key: TextKey): RegExp {
    return new RegExp(patternOf(this.words[key]));
  }

  private exactly = (key: TextKey) => new RegExp(`^${this.said(key).source}$`);

  /** While the app starts, index.html has a form of its own: only one of the two is visible. */
  field = (key: TextKey) =>
    this.page.getByLabel(String(this.words[key]), { exact: true }).filter({ visible: true });
  button = (key: TextKey) => this.page.getByRole('button', { name: this.exactly(key) });
  heading = (key: TextKey) => this.page.getByRole('heading', { name: this.exactly(key) });
  code = () => this.field('field.code');

  /** The box that has this browser remembered. */
  rememberBox = () => this.page.getByRole('checkbox', { name: this.said('code.remember') });
  /** A remembered browser on the account page. */
  browserEntry = (name: string) =>
    this.page
      .getByRole('region', { name: this.exactly('account.browsers') })
      .getByRole('listitem')
      .filter({ hasText: name });

  /** Resolves when the page shows a text. */
  showsText = (key: TextKey) => this.page.getByText(this.said(key)).first().waitFor();

  /** Resolves when a message says so. */
  async showsMessage(words: MessageCode | RegExp): Promise<void> {
    const messages = this.page.getByRole('alert').or(this.page.getByRole('status'));
    const hasText = words instanceof RegExp ? words : this.said(`message.${words}`);
    await messages.filter({ hasText }).first().waitFor();
  }

  async fillSignIn(email: string, password: string): Promise<void> {
    await this.field('field.email').fill(email);
    await this.field('field.password').fill(password);
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.fillSignIn(email, password);
    await this.button('signIn.submit').click();
  }

  async signUp(email: string, password: string): Promise<void> {
    await this.button('signIn.create').click();
    await this.heading('signUp.heading').waitFor();
    await this.field('field.email').fill(email);
    await this.field('field.password').fill(password);
    await this.button('signUp.submit').click();
  }

  async choosePassword(password: string): Promise<void> {
    await this.field('field.newPassword').fill(password);
    await this.button('reset.submit').click();
  }

  atCodeStep(): Promise<void> {
    return this.heading('code.heading').waitFor();
  }

  /** A complete code is submitted by itself. */
  enterCode(code: string): Promise<void> {
    return this.code().fill(code);
  }

  async resendCode(): Promise<void> {
    await this.button('code.resend').click();
    await this.showsMessage('codeResent');
  }

  signedInAs(email: string): Promise<void> {
    return this.page
      .getByRole('region', { name: this.exactly('account.heading') })
      .filter({ hasText: email })
      .filter({ hasText: this.said('account.withCode') })
      .waitFor();
  }
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A text of a dictionary as the source of a pattern. */
export function patternOf(text: string | Plural): string {
  const forms = typeof text === 'string' ? [text] : Object.values(text);
  const patterns = forms.map((form) =>
    form
      .split(/\{\w+\}/)
      .map(escaped)
      .join('.*'),
  );
  return `(?:${patterns.join('|')})`;
}
