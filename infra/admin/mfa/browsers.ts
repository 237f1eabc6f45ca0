import { DeleteItemCommand, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Browsers } from '../../../triggers/limits/browsers';
import { browsersIn, unexpired } from '../../../triggers/store/browsers';
import { browsersKey } from '../../../triggers/store/keys';
import { CommandError } from '../../cli/errors';
import { isoTime, localTime, table } from '../../cli/text';
import { recordByAdmin } from '../audit/audit-log';
import type { Deployment } from '../deployment';
import { findStack, type FindResource } from '../stack-resources';

/** The browsers of a user that are not asked for a code, by key id. */
export async function readBrowsers(
  { dynamodb, userPoolId }: Deployment,
  TableName: string,
  sub: string,
): Promise<Browsers> {
  const Key = browsersKey(userPoolId, sub);
  const { Item } = await dynamodb.send(
    new GetItemCommand({ TableName, Key, ConsistentRead: true }),
  );
  return unexpired(browsersIn(Item), Date.now());
}

/** A remembered browser, as `--json` prints it. Times are ISO 8601; what the browser did not say is null. */
export interface ShownBrowser {
  id: string;
  browserName: string | null;
  systemName: string | null;
  clientId: string;
  createdAt: string | null;
  lastUsedAt: string | null;
  expiresAt: string | null;
}

/** The browser that was used last is first. */
export const shownBrowsers = (browsers: Browsers): ShownBrowser[] =>
  Object.entries(browsers)
    .sort(([, one], [, other]) => other.lastUsedAt - one.lastUsedAt)
    .map(([id, browser]) => ({
      id,
      browserName: browser.browserName ?? null,
      systemName: browser.systemName ?? null,
      clientId: browser.clientId,
      createdAt: isoTime(browser.createdAt),
      lastUsedAt: isoTime(browser.lastUsedAt),
      expiresAt: isoTime(browser.expiresAt),
    }));

export const browserTable = (browsers: ShownBrowser[]): string =>
  table(
    ['Browser', 'App client', 'Remembered', 'Last used', 'Until'],
    browsers.map((browser) => [
      nameOfBrowser(browser),
      browser.clientId,
      localTime(browser.createdAt),
      localTime(browser.lastUsedAt),
      localTime(browser.expiresAt),
    ]),
  );

/** Browser and system, as far as they are known. */
export const nameOfBrowser = (named: {
  browserName?: string | null | undefined;
  systemName?: string | null | undefined;
}): string => [named.browserName, named.systemName].filter(Boolean).join(' on ') || 'unknown';

/** Browsers and their number in words. */
export const browserCount = (count: number): string =>
  count === 1 ? '1 remembered browser' : `${count} remembered browsers`;

/**
 * Forgets all browsers of a user, so that each is asked for a code again.
 * @returns how many
 * @throws CommandError if the audit event could not be written
 */
export async function forgetBrowsers(
  deployment: Deployment,
  resource: FindResource,
  sub: string,
): Promise<number> {
  const { Attributes } = await deployment.dynamodb.send(
    new DeleteItemCommand({
      TableName: resource('table'),
      Key: browsersKey(deployment.userPoolId, sub),
      ReturnValues: 'ALL_OLD',
    }),
  );
  const count = Object.keys(unexpired(browsersIn(Attributes), Date.now())).length;
  if (count > 0) {
    const done = `The browsers of ${sub} are forgotten`;
    await recordByAdmin(deployment, resource, { event: 'browser.forgotten', sub, done });
  }
  return count;
}

/** What forgets the browsers of a user of this pool; nothing to forget if the pool has no second factor. */
export async function browserForgetter(
  deployment: Deployment,
): Promise<(sub: string) => Promise<number>> {
  try {
    const { resource } = await findStack(deployment);
    return (sub) => forgetBrowsers(deployment, resource, sub);
  } catch (error) {
    if (error instanceof CommandError) return async () => 0;
    throw error;
  }
}
