import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const INSTALL: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'brew install --cask temurin@17',
  linux: 'sudo apt install openjdk-17-jre-headless',
  win32: 'winget install EclipseAdoptium.Temurin.17.JRE',
};

/**
 * The `java` command: that of JAVA_HOME, else the one on the PATH.
 * @throws Error telling how to install Java if it does not run
 */
export async function findJava(): Promise<string> {
  const home = process.env.JAVA_HOME;
  const java = home ? join(home, 'bin', 'java') : 'java';
  try {
    // macOS has a `java` that is only there to say that there is none: finding the file is not enough.
    await promisify(execFile)(java, ['-version']);
    return java;
  } catch {
    const where = home ? `at JAVA_HOME (${home})` : 'on the PATH';
    const install = INSTALL[process.platform] ?? 'from https://adoptium.net';
    throw new Error(
      `DynamoDB Local needs Java, and there is none ${where}. Install it: ${install}`,
    );
  }
}
