import type { LocalTemplate, Resource } from './aws/cloudformation/local-template';

/** What the local stack runs. */
export interface LocalApp {
  template: LocalTemplate;
  /** The folder with the code of a function. */
  bundleOf(resource: Resource): string;
  /** Addresses and domains that count as verified besides those of the template. */
  identities: string[];
  /** What the app has besides, and does not run here. */
  leftAlone: { logicalId: string; type: string }[];
}
