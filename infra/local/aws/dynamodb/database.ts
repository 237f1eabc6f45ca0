import { findDynamoDbLocal } from './dynamodb-local';
import { findDynoxide } from './dynoxide';

/** A program that emulates DynamoDB. */
export interface Database {
  /** For people. */
  name: string;
  command: string;
  args(host: string, port: number): string[];
}

/** How to find each emulator, the preferred one first. */
const FINDERS = { dynoxide: findDynoxide, 'dynamodb-local': findDynamoDbLocal };
export type DatabaseChoice = keyof typeof FINDERS;
export const DATABASES = Object.keys(FINDERS) as DatabaseChoice[];

const JAVA: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'brew install --cask temurin@17',
  linux: 'sudo apt install openjdk-17-jre-headless',
  win32: 'winget install EclipseAdoptium.Temurin.17.JRE',
};

/**
 * @param choice the first emulator that this machine has if left out
 * @throws Error that says how to install one
 */
export async function findDatabase(
  choice?: DatabaseChoice,
  finders: Record<DatabaseChoice, () => Promise<Database | undefined>> = FINDERS,
): Promise<Database> {
  for (const name of choice ? [choice] : DATABASES) {
    const database = await finders[name]();
    if (database) return database;
  }
  const dynoxide = `Dynoxide (npm install @dynoxide/${process.platform}-${process.arch}, or dynoxide on the PATH)`;
  const java = `DynamoDB Local (needs Java: ${JAVA[process.platform] ?? 'https://adoptium.net'})`;
  const missing = { dynoxide, 'dynamodb-local': java };
  const wanted = choice ? missing[choice] : `${dynoxide} or ${java}`;
  throw new Error(`The local stack needs a DynamoDB emulator, and found none. Install ${wanted}.`);
}
