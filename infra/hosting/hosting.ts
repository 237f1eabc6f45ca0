import { CfnApp, CfnBranch, CfnDomain } from 'aws-cdk-lib/aws-amplify';
import { SecretValue, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { securityHeaders } from './security-headers';
import type { Settings } from '../settings/settings';

export interface WebHostingProps {
  settings: Pick<Settings, 'domain' | 'repository' | 'repositoryBranch' | 'repositoryToken'>;
  /** Address of the account API, if there is one. */
  accountApi: string | undefined;
  /** Content of the web app's `config.json`, for builds from a repository. */
  config: string;
}

const YEAR = 31_536_000;

/** The sign-in page on Amplify Hosting, published by `npm run deploy` or built from a repository. */
export class WebHosting extends Construct {
  readonly appId: string;
  readonly branchName: string;
  readonly url: string;

  constructor(scope: Construct, id: string, { settings, accountApi, config }: WebHostingProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const { domain, repository } = settings;
    const app = new CfnApp(this, 'App', {
      name: stack.stackName,
      platform: 'WEB',
      // Routes of the app contain no dot. A missing file must stay a 404: index.html in its place would be
      // cached as a script.
      customRules: [{ source: '</^[^.]+$/>', target: '/index.html', status: '200' }],
      customHeaders: customHeaders([
        `https://cognito-idp.${stack.region}.${stack.urlSuffix}`,
        ...(accountApi ? [accountApi] : []),
      ]),
      ...(repository && {
        repository,
        ...accessTo(settings),
        buildSpec: BUILD_SPEC,
        environmentVariables: [{ name: 'WEB_CONFIG', value: config }],
      }),
    });
    const branch = new CfnBranch(this, 'Branch', {
      appId: app.attrAppId,
      branchName: repository ? settings.repositoryBranch : 'main',
      stage: 'PRODUCTION',
      enableAutoBuild: Boolean(repository),
    });
    if (domain) {
      new CfnDomain(this, 'Domain', {
        appId: app.attrAppId,
        domainName: domain,
        subDomainSettings: [{ branchName: branch.attrBranchName, prefix: '' }],
      });
    }
    this.appId = app.attrAppId;
    this.branchName = branch.attrBranchName;
    // Amplify replaces slashes in a branch name with dashes.
    const subdomain = branch.branchName.replaceAll('/', '-');
    this.url = `https://${domain || `${subdomain}.${app.attrDefaultDomain}`}`;
  }
}

/** Amplify takes GitHub tokens as access tokens, and all others as OAuth tokens. */
function accessTo({ repository, repositoryToken }: WebHostingProps['settings']) {
  // CloudFormation resolves the secret during deployment; the template only references it.
  const token = SecretValue.secretsManager(repositoryToken).unsafeUnwrap();
  return new URL(repository).host === 'github.com' ? { accessToken: token } : { oauthToken: token };
}

/** YAML for Amplify. Which of two matching patterns wins is undefined, so each header has one pattern. */
function customHeaders(connectTo: string[]): string {
  const secure = {
    ...securityHeaders(connectTo),
    'Strict-Transport-Security': `max-age=${YEAR}; includeSubDomains`,
  };
  return [
    'customHeaders:',
    ...headersFor('**', secure),
    // Vite puts a content hash into these names.
    ...headersFor('/assets/*', { 'Cache-Control': `public, max-age=${YEAR}, immutable` }),
    ...['/', '*.html', '*.json'].flatMap((pattern) =>
      headersFor(pattern, { 'Cache-Control': 'no-cache' }),
    ),
    '',
  ].join('\n');
}

function headersFor(pattern: string, headers: Record<string, string>): string[] {
  return [
    `  - pattern: '${pattern}'`,
    '    headers:',
    ...Object.entries(headers).flatMap(([key, value]) => [
      `      - key: '${key}'`,
      `        value: "${value}"`,
    ]),
  ];
}

/** Pinned, so that a new release changes no build by itself. Raise it with .nvmrc. */
const NODE = '24.11.1';

// No dependency of the page needs an install script, so none runs.
const BUILD_SPEC = `version: 1
frontend:
  phases:
    preBuild:
      commands:
        - nvm install ${NODE}
        - npm ci --ignore-scripts
    build:
      commands:
        - npx vite build web --outDir ../dist/web --emptyOutDir
        - printf '%s' "$WEB_CONFIG" > dist/web/config.json
  artifacts:
    baseDirectory: dist/web
    files:
      - '**/*'
`;
