/**
 * The arithmetic of SRP's server side, some 75 ms per exchange, in a worker thread: it must not hold up
 * the thread that answers the functions' calls. Plain JavaScript, because a worker starts without the
 * TypeScript loader.
 *
 * From the parent: `{ poolName, userId, password, salt, srpA }`, all strings, the last two hexadecimal; to
 * the parent, in the same order: `{ B, hkdf }`, hexadecimal, or `{}` if `srpA` is not a number between 0 and N.
 */
import { UserPool } from 'cognito-srp';
import { on } from 'node:events';
import { parentPort } from 'node:worker_threads';

async function exchange({ poolName, userId, password, salt, srpA }) {
  const pool = new UserPool(poolName);
  const verifier = await pool.createUser({ username: userId, password }, salt);
  for (;;) {
    const challenge = await pool.getServerChallenge(verifier);
    const B = challenge.calculateB();
    let session;
    try {
      session = challenge.getSession(srpA);
    } catch {
      return {};
    }
    // cognito-srp pads B and the key to their full length, clients do not: draw again.
    if (B.readUInt8(0) === 0 || session.key.readUInt8(0) === 0) continue;
    return { B: B.toString('hex'), hkdf: session.getHkdf() };
  }
}

for await (const [request] of on(parentPort, 'message')) {
  parentPort.postMessage(await exchange(request));
}
