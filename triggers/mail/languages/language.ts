/**
 * What a language says in mails. `{product}` and the like are filled in; each language must use exactly
 * those that English uses. Address people formally but kindly. A new language is one file like the others
 * beside this one, and its line in index.ts.
 */
export interface Language {
  direction: 'ltr' | 'rtl';
  code: {
    /** With `{code}` first: notifications cut a subject at its end. Phones look for words like "verification code". */
    subject: string;
    subjectWithoutCode: string;
    /** Shown beside the subject in the list of mails, and so on locked screens: never the code. */
    preview: string;
    purpose: string;
    /** `{time}` is the moment it was asked for, `{lifetime}` a duration. */
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
