/**
 * The texts of the mails in one language. `{product}` and other placeholders are filled in; every language
 * uses the same placeholders as English. Address people as the sign-in page does, and use its words; they are
 * in web/src/vue/language.
 *
 * To add a language to the mails, add one file like the others here and its lines to index.ts. The tests
 * check that it is complete. The sign-in page's README says what it needs.
 */
export interface Language {
  direction: 'ltr' | 'rtl';
  /** `{lifetime}` is a duration. */
  expires: string;
  /** `{time}` is when the code was requested, `{client}` as in `client`. */
  requested: string;
  requestedFrom: string;
  /** `{browser}` and `{system}` are names, such as Firefox and Windows. */
  client: string;
  /** `{account}` is a masked address. */
  account: string;
  /** `{host}` is the host name of the sign-in page. */
  page: string;
  help: string;
  helpWithoutSupport: string;
  code: CodeTexts & {
    /** Starts with `{code}`, because notifications cut off the end. Phones look for "verification code". */
    subjectWithCode: string;
    /** Shown beside the subject in the inbox and on locked screens, so it never holds the code. */
    preview: string;
    /** Where only an administrator resets passwords. */
    adviceByAdmin: string;
  };
  lock: {
    subject: string;
    happened: string;
    /** `{time}` is when the lock ends. */
    until: string;
    notYou: string;
    /** Quotes the link of the sign-in page. */
    advice: string;
    /** Both where only an administrator resets passwords; whom to ask follows in the footer. */
    notYouByAdmin: string;
    adviceByAdmin: string;
  };
  addressChanged: {
    subject: string;
    /** `{address}` is the new address, masked. */
    happened: string;
    /** `{time}` is when codes start to go to the new address. */
    codesHere: string;
    notYou: string;
    advice: string;
    /** Where only an administrator resets passwords. */
    adviceByAdmin: string;
  };
  /** After a reset by email, so the mailbox is what somebody else can read. */
  passwordChanged: {
    subject: string;
    happened: string;
    notYou: string;
    advice: string;
  };
  /** The rest of this mail is as for a changed address. */
  browserRemembered: {
    subject: string;
    /** `{time}` is when the browser was remembered, `{client}` as in `client`. */
    happened: string;
    happenedSomewhere: string;
    /** `{until}` is when it is forgotten. */
    until: string;
  };
}

/**
 * The texts of Cognito's own mails in one language. They are apart, so that the mailer of codes does not carry
 * them.
 */
export interface AccountTexts {
  signUp: CodeTexts;
  passwordReset: CodeTexts;
  newAddress: CodeTexts;
  invitation: {
    subject: string;
    purpose: string;
    /** `{url}` is the address of the sign-in page. */
    page: string;
    username: string;
    password: string;
    notYou: string;
    advice: string;
  };
}

/** A mail with a code. */
export interface CodeTexts {
  /** Without the code. */
  subject: string;
  heading: string;
  purpose: string;
  /** Heading over `advice`. */
  notYou: string;
  advice: string;
}
