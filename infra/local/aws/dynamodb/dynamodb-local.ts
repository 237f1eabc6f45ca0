import { execFile } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Database } from './database';

/** DynamoDB Local, Amazon's own emulator, in memory. @returns undefined if Java does not run */
export async function findDynamoDbLocal(): Promise<Database | undefined> {
  const home = process.env.JAVA_HOME;
  const java = home ? join(home, 'bin', 'java') : 'java';
  try {
    // macOS has a `java` that only says that Java is missing: finding the file is not enough.
    await promisify(execFile)(java, ['-version']);
  } catch {
    return undefined;
  }
  return { name: 'DynamoDB Local', command: java, args: javaArguments };
}

function javaArguments(host: string, port: number): string[] {
  const packageFile = require.resolve('amplify-dynamodb-simulator/package.json');
  const emulator = join(dirname(packageFile), 'emulator');
  const libraries = join(emulator, 'DynamoDBLocal_lib');
  return [
    // Starts fast and stays small: this database holds a few records.
    '-XX:TieredStopAtLevel=1',
    '-XX:+UseSerialGC',
    '-Xshare:auto',
    '-Xmx256m',
    `-Djava.library.path=${libraries}`,
    '-Dorg.eclipse.jetty.LEVEL=WARN',
    '-Dorg.eclipse.jetty.util.log.announce=false',
    '-cp',
    [join(emulator, 'DynamoDBLocal.jar'), join(libraries, '*')].join(delimiter),
    'org.eclipse.jetty.xml.XmlConfiguration',
    `host=${host}`,
    `port=${port}`,
    join(__dirname, 'dynamodb-local.xml'),
  ];
}
