import express from 'express';
import { securityHeaders } from '../hosting/security-headers';
import type { AppConfig } from '../../web/src/app/app-config';
import { listen, type Endpoint } from './aws/listen';

/** Serves the built app as hosting does: same headers, same fallback to index.html for its routes. */
export function serveWeb(root: string, config: AppConfig, port: number): Promise<Endpoint> {
  const { userPoolEndpoint, accountApi } = config;
  const called = [userPoolEndpoint, accountApi].filter((url) => url !== undefined);
  const connectTo = called.map((url) => new URL(url).origin);
  const app = express().disable('x-powered-by');
  app.use((_, response, next) => {
    response.set(securityHeaders(connectTo));
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
