import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import { accepted, done, ok, preflight, readableBy, refused, type Answer } from '../account/answer';
import { readCaller, type Caller } from '../account/caller';
import { askForAddress, takeAddress } from '../account/change-address';
import { accountOf, type Account } from '../account/cognito';
import { overviewOf } from '../account/overview';
import { Problem } from '../account/problems';
import { addressIn, browserIdIn, codeIn } from '../account/request';
import { audit } from '../audit/audit';
import { errorFields } from '../audit/log';
import { count } from '../audit/metrics';
import { requiredEnv, requiredInteger } from '../runtime/environment';
import { forgetBrowser, forgetBrowsers, readBrowsers, readSignIns } from '../store/account';

const claimName = requiredEnv('CLAIM_NAME');
const hold = requiredInteger('ADDRESS_HOLD_SECONDS') * 1000;
const origins = (process.env.ALLOWED_ORIGINS ?? '').split(',').filter(Boolean);

type Event = APIGatewayProxyEventV2WithJWTAuthorizer;

/** The account API: what signed-in users see and change of their own sign-in security. */
export async function handler(event: Event): Promise<Answer> {
  return readableBy(event, origins, await answer(event));
}

async function answer(event: Event): Promise<Answer> {
  // The only route without an authorizer.
  if (event.requestContext.http.method === 'OPTIONS') return preflight();
  let caller: Caller | undefined;
  try {
    caller = readCaller(event.requestContext.authorizer?.jwt.claims ?? {}, claimName);
    const account = await accountOf(caller, event.headers['x-access-token']);
    return await act(event, caller, account);
  } catch (error) {
    const who = { sub: caller?.sub, clientId: caller?.clientId };
    if (error instanceof Problem) {
      count('AccountRefusals', { event: 'account.refused', ...who, reason: error.code });
      return refused(error);
    }
    count('AccountFailures', { event: 'account.failed', ...who, ...errorFields(error) });
    return refused(new Problem('UNAVAILABLE'));
  }
}

async function act(event: Event, caller: Caller, account: Account): Promise<Answer> {
  const now = Date.now();
  const who = { sub: caller.sub, clientId: caller.clientId };
  switch (event.routeKey) {
    case 'GET /account':
      return ok(
        overviewOf(...(await Promise.all([readBrowsers(caller, now), readSignIns(caller, now)]))),
      );
    case 'DELETE /account/browsers/{id}':
      if (!(await forgetBrowser(caller, browserIdIn(event), now))) {
        throw new Problem('BROWSER_UNKNOWN');
      }
      audit('browser.forgotten', { ...who, reason: 'USER' });
      return done();
    case 'DELETE /account/browsers': {
      const value = await forgetBrowsers(caller, now);
      if (value > 0) audit('browser.forgotten', { ...who, reason: 'USER' }, { value });
      return done();
    }
    case 'POST /account/email':
      await askForAddress(caller, account, addressIn(event), now);
      return accepted();
    case 'POST /account/email/confirm':
      await takeAddress(caller, account, codeIn(event), { now, hold });
      return done();
    default:
      throw new Problem('ROUTE_UNKNOWN');
  }
}
