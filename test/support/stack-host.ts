/**
 * Runs the stacks that tests have for themselves, all in this one process: it loads the code of a stack's
 * dependencies once, where `npm start` takes seconds for it. global-setup.ts starts it; startStack() asks it
 * to start and stop stacks.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { json } from 'node:stream/consumers';
import type { LocalStack } from '../../infra/local/local-stack';
import { withCdkJson } from '../../infra/cli/options';
import { stackFile } from '../../infra/cli/stack-file';
import { writeStackFile } from '../../infra/local/claim-folder';
import { onParentExit } from '../../infra/local/watch-parent';
import './rsa-keys';
import { synthesizeApart } from './synthesize-apart';
import type { StackOptions } from './stack';

type Code = typeof import('../../infra/local/local-stack') &
  typeof import('../../infra/local/own-app') &
  typeof import('../../infra/local/synthesize');

const load = createRequire(__filename);
const stacks = new Map<string, LocalStack>();

/** The code of the local stack, loaded anew: no two stacks share an inbox or anything else that it keeps. */
function freshCode(): Code {
  for (const file of Object.keys(load.cache)) {
    if (/infra.local|aws-ses-v2-local/.test(file)) Reflect.deleteProperty(load.cache, file);
  }
  return {
    ...load('../../infra/local/local-stack'),
    ...load('../../infra/local/own-app'),
    ...load('../../infra/local/synthesize'),
  } as Code;
}

async function start({ settings: context = {}, app, database }: StackOptions) {
  const dir = mkdtempSync(join(tmpdir(), 'email-mfa-'));
  const settings = withCdkJson({ context });
  const { checkPrerequisites, LocalStack, localApp, ownApp } = freshCode();
  const prerequisites = await checkPrerequisites({ basePort: 0, database });
  const stack = new LocalStack({
    ...ownApp({ settings, web: false }),
    load: async (outdir) =>
      localApp(
        settings,
        outdir,
        await synthesizeApart({ settings, outdir, app: app && resolve(app) }),
      ),
    dir,
    basePort: 0,
    database,
    allowOrigins: [],
    step: (_, work) => work(),
    onAudit: () => undefined,
    onCrash: (reason) => process.stderr.write(`${dir}: ${reason}\n`),
  });
  stacks.set(dir, stack);
  try {
    writeStackFile(dir, await stack.start(prerequisites));
  } catch (error) {
    await stop(dir);
    throw error;
  }
  return { dir, file: stackFile(dir) };
}

async function stop(dir: string): Promise<void> {
  await stacks.get(dir)?.close();
  stacks.delete(dir);
  rmSync(dir, { recursive: true, force: true });
}

async function handle(request: IncomingMessage): Promise<unknown> {
  const body = await json(request);
  return request.url === '/start'
    ? start(body as StackOptions)
    : stop((body as { dir: string }).dir);
}

async function end(): Promise<void> {
  await Promise.all([...stacks.keys()].map(stop));
  process.exit(0);
}

// One stack that fails does not take the others with it.
process.on('uncaughtException', (error) => console.error('Host of the stacks:', error));
process.on('SIGTERM', () => void end());
onParentExit(() => void end());
const server = createServer((request, response) => {
  handle(request).then(
    (result) => response.end(JSON.stringify(result ?? null)),
    (error: Error) => response.writeHead(500).end(error.stack ?? error.message),
  );
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
