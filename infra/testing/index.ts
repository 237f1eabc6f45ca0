export { latestCode, type Inbox, type LatestCodeOptions, type ReceivedMail } from './latest-code';
export {
  connectLocalStack,
  startLocalStack,
  type LocalStack,
  type LocalStackOptions,
} from './local-stack';
export type { LocalStackFacts, NewUser, TestUser } from './types';
