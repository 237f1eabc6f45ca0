export interface Match<Route> {
  route: Route;
  /** Decoded, as API Gateway hands them over. */
  pathParameters: Record<string, string>;
}

/**
 * Finds the route of a request as an HTTP API does: of those with the method, the one with the most specific path.
 * @param routes with keys such as `GET /pets/{id}` or `OPTIONS /{proxy+}`
 * @returns undefined if there is none
 */
export function findRoute<Route extends { routeKey: string }>(
  routes: Route[],
  method: string,
  path: string,
): Match<Route> | undefined {
  const [found] = routes
    .map(patternOf)
    .filter((pattern) => pattern.method === method && pattern.path.test(path))
    .sort((one, other) => one.variables - other.variables);
  if (!found) return undefined;
  const values = Object.entries(found.path.exec(path)?.groups ?? {});
  try {
    const decoded = values.map(([name, value]) => [name, decodeURIComponent(value)]);
    return { route: found.route, pathParameters: Object.fromEntries(decoded) };
  } catch {
    return undefined;
  }
}

function patternOf<Route extends { routeKey: string }>(route: Route) {
  const [method = '', path = ''] = route.routeKey.split(' ');
  const source = path
    .replace(/[.*?^$()|[\]\\]/g, '\\$&')
    .replace(/\{(\w+)\+\}/g, '(?<$1>.+)')
    .replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  const variables = path.split('{').length - 1;
  return { route, method, path: new RegExp(`^${source}$`), variables };
}
