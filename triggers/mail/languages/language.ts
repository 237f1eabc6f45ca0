/**
 * The texts of the mails in one language. `{product}` and other placeholders are filled in; every language
 * uses the same placeholders as English. Address people formally but kindly.
 *
 * To add a language to the mails, add one file like the others here and one line to index.ts. The tests
 * check that it is complete. The sign-in page has files of its own, in web/src.
 */
export interface Language {
  direction: 'ltr' | 'rtl';
  code: {
    /** Starts with `{code}`, because notifications cut off the end. Phones look for "verification code". */
    subject: string;
    subjectWithoutCode: string;
    /** Shown beside the subject in the inbox and on locked screens, so it never holds the code. */
    preview: string;
    purpose: string;
    /** `{time}` is when the code was requested, `{lifetime}` a duration. */
    lifetime: string;
    advice: string;
  };
  lock: {
    subject: string;
    preview: string;
    /** `{time}` is when the lock ends. */
    happened: string;
    advice: string;
    wasYou: string;
  };
  /** Heading over the advice. */
  notYou: string;
  support: string;
  automatic: string;
}
