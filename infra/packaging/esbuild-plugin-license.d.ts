/** The package has types of its own, but its `exports` hide them. */
declare module 'esbuild-plugin-license' {
  import type { Plugin } from 'esbuild';

  export interface Dependency {
    packageJson: { name: string; version: string; license?: string };
    licenseText: string;
  }
  interface Output {
    file: string;
    template(dependencies: Dependency[]): string;
  }
  export default function license(options: {
    thirdParty: { includePrivate: boolean; output: Output };
  }): Plugin;
}
