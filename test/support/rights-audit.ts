import { callsOf } from './calls';
import { currentStack } from './current-stack';
import { covers, grantsIn } from './rights';

/** After each test file: no function has called anything that its role in the template does not allow. */
afterAll(async () => {
  const stack = currentStack();
  const grants = grantsIn(stack);
  const missing = (await callsOf(stack)).flatMap((call) =>
    call.permissions
      .filter((permission) => !grants.some((grant) => covers(grant, call.function, permission)))
      .map(({ action, resource }) => `${call.function} needs ${action} on ${resource}`),
  );
  expect(missing).toEqual([]);
});
