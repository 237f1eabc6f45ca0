import getPort from 'get-port';
import { randomInt } from 'node:crypto';
import { HOST } from '../listen';

export interface Address {
  host: string;
  port: number;
}

/**
 * A free address on loopback that no web page can guess: the emulators themselves answer to any host name, and
 * to pages of any origin. macOS has only one loopback address, so only the port is unknown there.
 */
export async function privateAddress(): Promise<Address> {
  if (process.platform === 'darwin') return { host: HOST, port: await getPort({ host: HOST }) };
  const [second, third, fourth] = [randomInt(1, 255), randomInt(1, 255), randomInt(1, 255)];
  return { host: `127.${second}.${third}.${fourth}`, port: randomInt(1024, 65_536) };
}
