import { LOCAL_CREDENTIALS } from '../../infra/local/aws/credentials';
import type { StackFacts } from '../../infra/local/stack-file';

/** Of an SDK client for a part of the stack, as an admin: rights are checked for the functions only. */
export const clientOptions = ({ region }: StackFacts, endpoint: string) => ({
  region,
  endpoint,
  credentials: LOCAL_CREDENTIALS,
});
