import express from 'express';
import { listen, type Endpoint } from './aws/listen';

/** What a page needs to know of the pool. */
export interface PoolFacts {
  region: string;
  userPoolId: string;
  userPoolClientId: string;
  userPoolEndpoint: string;
  /** Where there is one. */
  accountApi?: string;
}

/** A page that the local stack serves. */
export interface Page {
  /**
   * @param outdir folder for what it makes
   * @returns folder of the built page
   */
  build(outdir: string): Promise<string>;
  /** Its `/config.json`. */
  config(pool: PoolFacts): PoolFacts;
  /**
   * Headers of every answer.
   * @param connectTo origins that the page calls
   */
  headers(connectTo: string[]): Record<string, string>;
}

/** Serves a built page as hosting does: same headers, same fallback to index.html for its routes. */
export function serveWeb(
  root: string,
  config: PoolFacts,
  { headers }: Pick<Page, 'headers'>,
  port: number,
): Promise<Endpoint> {
  const { userPoolEndpoint, accountApi } = config;
  const called = [userPoolEndpoint, accountApi].filter((url) => url !== undefined);
  const connectTo = called.map((url) => new URL(url).origin);
  const app = express().disable('x-powered-by');
  app.use((_, response, next) => {
    response.set(headers(connectTo));
    next();
  });
  app.get('/config.json', (_, response) => void response.json(config));
  app.use(express.static(root));
  app.use((request, response) => {
    if (request.method === 'GET' && request.accepts('html')) {
      response.sendFile('index.html', { root });
    } else {
      response.status(404).end();
    }
  });
  return listen(app, port);
}
