import type { Browser, Page } from 'playwright-core';

/** The app as a person uses it: things are found by role and label, never by markup. */
export class SignInPage {
  /** What the browser refused because of the Content-Security-Policy. */
  readonly violations: string[] = [];

  private constructor(private readonly page: Page) {
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) this.violations.push(message.text());
    });
  }

  /** A window of its own, with nothing remembered. */
  static async open(browser: Browser, url: string): Promise<SignInPage> {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
    const signIn = new SignInPage(await context.newPage());
    await signIn.page.goto(url);
    return signIn;
  }

  close(): Promise<void> {
    return this.page.context().close();
  }

  field = (label: string) => this.page.getByLabel(label, { exact: true });
  button = (name: string) => this.page.getByRole('button', { name, exact: true });
  heading = (name: string) => this.page.getByRole('heading', { name, exact: true });

  /** Resolves when a message of this kind says so. */
  told(words: string | RegExp): Promise<void> {
    const messages = this.page.getByRole('alert').or(this.page.getByRole('status'));
    return messages.filter({ hasText: words }).waitFor();
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.field('Email').fill(email);
    await this.field('Password').fill(password);
    await this.button('Sign in').click();
  }

  async signUp(email: string, password: string): Promise<void> {
    await this.page.getByRole('tab', { name: 'Create account' }).click();
    await this.field('Email').fill(email);
    await this.field('Password').fill(password);
    await this.field('Repeat the password').fill(password);
    await this.button('Create account').click();
  }

  async confirmAddress(code: string): Promise<void> {
    await this.field('Code from the mail').fill(code);
    await this.button('Confirm').click();
  }

  async choosePassword(password: string): Promise<void> {
    await this.field('New password').fill(password);
    await this.field('Repeat the password').fill(password);
    await this.button('Save and go on').click();
  }

  atCodeStep(): Promise<void> {
    return this.field('Code').waitFor();
  }

  async enterCode(code: string): Promise<void> {
    await this.field('Code').fill(code);
    await this.button('Sign in').click();
  }

  async resendCode(): Promise<void> {
    await this.button('Send a new code').click();
    await this.told('A new code is on its way');
  }

  signedInAs(email: string): Promise<void> {
    return this.page
      .getByRole('region', { name: 'You are signed in' })
      .filter({ hasText: email })
      .filter({ hasText: 'a code sent to your email' })
      .waitFor();
  }
}
