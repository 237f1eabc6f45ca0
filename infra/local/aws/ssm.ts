import type { Resource } from './cloudformation/local-template';
import { serveJson, ServiceError } from './json-service';
import type { Endpoint } from './listen';

/** Parameter Store's GetParameter, with the parameters of the template. They do not change. */
export function startSsm(parameters: Resource[], port: number): Promise<Endpoint> {
  const byName = new Map(parameters.map((each) => [each.physicalId, each]));
  const operations = {
    GetParameter({ Name }: { Name?: string }) {
      const found = byName.get(String(Name));
      if (!found) throw new ServiceError('ParameterNotFound', `There is no parameter ${Name}`);
      const { Type, Value } = found.properties;
      return { Parameter: { Name, Type, Value, ARN: found.arn, Version: 1, DataType: 'text' } };
    },
  };
  return serveJson('Parameter Store', operations, port);
}
