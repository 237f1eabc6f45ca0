import type { IncomingHttpHeaders } from 'node:http';
import { CALLED_SERVICE_NAMES, CALLED_SERVICES, type CalledService } from './called-services';
import type { FaultKind } from './fault-kinds';
import type { Permission } from './permissions';
import { clock } from '../clock';

/** A call that a function makes to a service. */
export interface Call {
  /** Name of the calling function, from the access key it signed with. */
  function: string;
  service: CalledService;
  /** For example `UpdateItem`, `Decrypt`, `SendEmail`. */
  operation: string;
  permissions: Permission[];
  /** SES only: the addresses that the mail goes to. */
  recipients?: string[];
  /** ISO 8601. */
  time: string;
  /** The injected fault, if there was one. */
  fault?: FaultKind;
}

/**
 * All services name the operation in `x-amz-target`, except SES v2 and Lambda, which have paths.
 * @returns undefined for a call to a service that is not emulated
 */
export function describeCall(
  { headers, url }: { headers: IncomingHttpHeaders; url?: string },
  body: string,
): Call | undefined {
  const [, caller] = /Credential=([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  const [target = '', named] = String(headers['x-amz-target'] ?? '').split('.');
  const [, invoked] = /^\/2015-03-31\/functions\/([^/]+)\/invocations/.exec(url ?? '') ?? [];
  const service = serviceOf(url ?? '', target);
  if (!service) return undefined;
  const sending = url === '/v2/email/outbound-emails';
  const operation = named ?? (invoked ? 'Invoke' : sending ? 'SendEmail' : String(url));
  return {
    function: caller ?? 'unknown',
    service,
    operation,
    permissions: CALLED_SERVICES[service].permissions(
      operation,
      decodeURIComponent(invoked ?? '') || body,
    ),
    ...(sending && { recipients: recipientsOf(body) }),
    time: clock.date().toISOString(),
  };
}

function serviceOf(url: string, target: string): CalledService | undefined {
  if (url.startsWith('/2015-03-31/functions/')) return 'lambda';
  if (url.startsWith('/v2/email/')) return 'ses';
  return CALLED_SERVICE_NAMES.find((name) => target && CALLED_SERVICES[name].target === target);
}

function recipientsOf(body: string): string[] {
  const { Destination = {} } = JSON.parse(body) as {
    Destination?: { ToAddresses?: string[]; CcAddresses?: string[]; BccAddresses?: string[] };
  };
  const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = Destination;
  return [...ToAddresses, ...CcAddresses, ...BccAddresses];
}
