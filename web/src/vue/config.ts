import { inject, type InjectionKey, provide } from 'vue';
import type { PasswordPolicy } from '../client/passwordPolicy';

/** What the components need to know of the deployment. */
export interface PageConfig {
  region: string;
  /** URL of a local Cognito; absent when deployed. */
  userPoolEndpoint?: string;
  productName: string;
  /** `#rrggbb`. */
  brandColor: string;
  /** Path of an image on the page's own host; absent: the page's own image. */
  logo?: string;
  /** Email address for people who need help; absent: none is shown. */
  supportAddress?: string;
  /** Page for people who need help; it takes precedence over the address. */
  supportUrl?: string;
  termsUrl?: string;
  privacyUrl?: string;
  /** Address that the codes come from. */
  sender: string;
  passwordPolicy: PasswordPolicy;
  /** Claim in the ID token of a sign-in with a code. */
  claimName: string;
  /** URL of the account API; absent: the account page shows only what works without it. */
  accountApi?: string;
  /** Hours that codes still go to an address after it was changed. */
  addressHold?: number;
  selfSignUp: boolean;
  /** Who resets a forgotten password: the user by email, or an admin. */
  recovery: 'email' | 'admin';
}

const KEY: InjectionKey<PageConfig> = Symbol('config');

export const provideConfig = (config: PageConfig): void => provide(KEY, config);

/** @throws Error outside of components that have a config */
export function useConfig(): PageConfig {
  const config = inject(KEY);
  if (!config) throw new Error('No config: call provideConfig() in a component above');
  return config;
}

/** Link to the support of the product; undefined if it names none. */
export const supportLink = ({ supportUrl, supportAddress }: PageConfig): string | undefined =>
  supportUrl ?? (supportAddress && `mailto:${supportAddress}`);
