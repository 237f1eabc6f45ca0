/** What a test needs to know of a local stack; `stack.json` in its folder holds the same. */
export interface LocalStackFacts {
  region: string;
  userPoolId: string;
  /** The first app client of the template. */
  clientId: string;
  /** All app clients, by the logical ids of the template. */
  clients: { logicalId: string; clientId: string }[];
  /** `http://127.0.0.1:PORT` of each service. */
  endpoints: {
    /** The page, with the option `web`. */
    app?: string;
    cognito: string;
    /** SES, and the inbox for the browser. */
    ses: string;
    /** Where the functions call all services, and where tests let calls fail. */
    gateway: string;
    lambda: string;
    dynamodb: string;
  };
  /** For SDK clients, which refuse to call without. */
  credentials: { accessKeyId: string; secretAccessKey: string };
  demoUser: { email: string; password: string };
  /** What the app has besides, and does not run here. */
  leftAlone: { logicalId: string; type: string }[];
  /** Folder with the logs, one file per function and service. */
  logsDir: string;
}

/** A user to create. */
export interface NewUser {
  /** @default an address that no other user has */
  email?: string;
  /** @default a random one that any password policy up to 36 characters accepts */
  password?: string;
  /** @default the email address; in a pool whose users have names, what is before the @ */
  username?: string;
  /**
   * Whether the user has to change the password at the first sign-in.
   * @default false
   */
  temporary?: boolean;
  /** Groups that the user is in. @default none */
  groups?: string[];
  /** Further attributes by name. @default none */
  attributes?: Record<string, string>;
}

/** A user who can sign in. */
export interface TestUser {
  email: string;
  password: string;
  username: string;
  sub: string;
}
