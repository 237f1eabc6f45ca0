import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { isPlainAddress } from '../mail/address';
import { Problem } from './problems';

/** Bytes. The largest request holds an address of 254 characters. */
const MAX_BODY = 2_048;

/** A key id: SHA-256 in base64url. */
const BROWSER_ID = /^[A-Za-z0-9_-]{43}$/;

type Request = Pick<
  APIGatewayProxyEventV2,
  'body' | 'headers' | 'isBase64Encoded' | 'pathParameters'
>;

/** The id in the path. @throws Problem if no browser can have it */
export function browserIdIn({ pathParameters }: Request): string {
  const id = pathParameters?.id ?? '';
  if (!BROWSER_ID.test(id)) throw new Problem('BROWSER_UNKNOWN');
  return id;
}

/** The new address in the body. @throws Problem unless it is one plain address */
export function addressIn(request: Request): string {
  const { email } = bodyOf(request, ['email']);
  const address = email.trim();
  // Cognito takes ASCII only in a user's email.
  if (!isPlainAddress(address) || !/^[\x21-\x7e]+$/.test(address)) {
    throw new Problem('ADDRESS_INVALID');
  }
  return address;
}

/** The code in the body. @throws Problem if it cannot be one */
export function codeIn(request: Request): string {
  const code = bodyOf(request, ['code']).code.replace(/\s/g, '');
  if (!/^\d{6,10}$/.test(code)) throw new Problem('CODE_WRONG');
  return code;
}

/** A JSON object with exactly these fields, all text. */
function bodyOf<Name extends string>(request: Request, names: Name[]): Record<Name, string> {
  const { body = '', isBase64Encoded, headers } = request;
  if (body.length > 2 * MAX_BODY) throw new Problem('BODY_TOO_LARGE');
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > MAX_BODY) throw new Problem('BODY_TOO_LARGE');
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) {
    throw new Problem('REQUEST_INVALID');
  }
  const fields = parse(bytes.toString());
  const given = Object.keys(fields);
  if (given.length !== names.length || names.some((name) => typeof fields[name] !== 'string')) {
    throw new Problem('REQUEST_INVALID');
  }
  return fields as Record<Name, string>;
}

function parse(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problem('REQUEST_INVALID');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Problem('REQUEST_INVALID');
  }
  return value as Record<string, unknown>;
}
