import { Match, Template } from 'aws-cdk-lib/assertions';
import { buildStack } from '../support/build-stack';
import { readable } from '../support/readable-template';

const templateOf = (context: Record<string, string> = {}) =>
  Template.fromStack(buildStack(context));

interface AmplifyApp {
  customHeaders: string;
  customRules: { Source: string; Target: string; Status: string }[];
}

function appOf(template: Template): AmplifyApp {
  const [app] = Object.values(template.findResources('AWS::Amplify::App'));
  const { CustomHeaders, CustomRules } = app?.Properties ?? {};
  return { customHeaders: String(readable(CustomHeaders)), customRules: CustomRules };
}

/** The headers by the pattern that they are for. */
function headersIn(yaml: string): Record<string, Record<string, string>> {
  const patterns = yaml.split(/^ {2}- pattern: '(.*)'$/m).slice(1);
  const headers = (text = '') =>
    Object.fromEntries(
      [...text.matchAll(/key: '(.*)'\n\s+value: "(.*)"/g)].map(([, key, value]) => [key, value]),
    );
  return Object.fromEntries(
    patterns.flatMap((pattern, index) =>
      index % 2 === 0 ? [[pattern, headers(patterns[index + 1])]] : [],
    ),
  );
}

const template = templateOf();
const { customHeaders, customRules } = appOf(template);
const headers = headersIn(customHeaders);

test('the page may call its own host, the Cognito of its region and the account API, and run its own scripts only', () => {
  const policy = headers['**']?.['Content-Security-Policy'] ?? '';
  const directives = Object.fromEntries(
    policy.split('; ').map((directive) => {
      const [name, ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );
  expect(directives).toMatchObject({
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'connect-src': [
      "'self'",
      'https://cognito-idp.${AWS::Region}.${AWS::URLSuffix}',
      expect.stringMatching(/^\$\{MfaAccountApi\w+\.ApiEndpoint\}$/),
    ],
    'frame-ancestors': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
  });
  expect(policy).not.toContain('unsafe');
});

test('the page may not use the camera, the location or payments', () => {
  const policy = headers['**']?.['Permissions-Policy'] ?? '';
  for (const feature of ['camera', 'geolocation', 'microphone', 'payment', 'usb']) {
    expect(policy.split(', ')).toContain(`${feature}=()`);
  }
});

test('a build from a repository is pinned to one Node.js, and runs no install scripts', () => {
  const fromRepository = templateOf({
    repository: 'https://github.com/example/login',
    repositoryToken: 'git',
  });
  const [app] = Object.values(fromRepository.findResources('AWS::Amplify::App'));
  const { BuildSpec } = app?.Properties as { BuildSpec: string };
  expect(BuildSpec).toMatch(/nvm install \d+\.\d+\.\d+\n/);
  expect(BuildSpec).toContain('npm ci --ignore-scripts\n');
});

test('headers require TLS, forbid sniffing, and send no referrer', () => {
  expect(headers['**']).toMatchObject({
    'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  });
});

test('files named after their content are cached for good, the page and its config are not', () => {
  const caching = Object.fromEntries(
    Object.entries(headers).map(([pattern, set]) => [pattern, set['Cache-Control']]),
  );
  expect(caching).toEqual({
    '**': undefined,
    '/assets/*': 'public, max-age=31536000, immutable',
    '/': 'no-cache',
    '*.html': 'no-cache',
    '*.json': 'no-cache',
  });
});

test.each([
  ['/', true],
  ['/account', true],
  ['/account/devices', true],
  ['/assets/index-Dk3v9.js', false],
  ['/assets/gone.css', false],
  ['/config.json', false],
  ['/logo.svg', false],
])('%s is answered with the page: %s', (path, isPage) => {
  expect(customRules).toHaveLength(1);
  const [rule] = customRules;
  expect(rule).toMatchObject({ Target: '/index.html', Status: '200' });
  const [, pattern = ''] = /^<\/(.*)\/>$/.exec(rule?.Source ?? '') ?? [];
  expect(new RegExp(pattern).test(path)).toBe(isPage);
});

test('by default the deploy command publishes it, to an address of Amplify', () => {
  template.hasResourceProperties('AWS::Amplify::App', {
    Platform: 'WEB',
    Repository: Match.absent(),
    BuildSpec: Match.absent(),
  });
  template.hasResourceProperties('AWS::Amplify::Branch', { EnableAutoBuild: false });
  template.resourceCountIs('AWS::Amplify::Domain', 0);
});

test.each([
  ['https://github.com/example/login', 'AccessToken'],
  ['https://gitlab.com/example/login', 'OauthToken'],
])('%s is built on every push, with the token from Secrets Manager as %s', (repository, token) => {
  const built = templateOf({ repository, repositoryToken: 'login/git', repositoryBranch: 'a/b' });
  built.hasResourceProperties('AWS::Amplify::App', {
    Repository: repository,
    [token]: '{{resolve:secretsmanager:login/git:SecretString:::}}',
    BuildSpec: Match.stringLikeRegexp('config\\.json'),
    EnvironmentVariables: [{ Name: 'WEB_CONFIG', Value: Match.anyValue() }],
  });
  built.hasResourceProperties('AWS::Amplify::Branch', { BranchName: 'a/b', EnableAutoBuild: true });
  const { Outputs } = readable(built.toJSON()) as { Outputs: Record<string, { Value: string }> };
  expect(Outputs.Url?.Value).toMatch(/^https:\/\/a-b\./);
});

test('the config in the outputs and that of builds are the same', () => {
  const built = readable(
    templateOf({ repository: 'https://github.com/a/b', repositoryToken: 'git' }).toJSON(),
  ) as {
    Outputs: Record<string, { Value: string }>;
    Resources: Record<string, { Properties: { EnvironmentVariables?: { Value: string }[] } }>;
  };
  const [variable] = Object.values(built.Resources).flatMap(
    ({ Properties }) => Properties.EnvironmentVariables ?? [],
  );
  expect(variable?.Value).toBe(built.Outputs.WebConfig?.Value);
});

test('with a domain, the page is at that domain', () => {
  const named = templateOf({ domain: 'login.example.com' });
  named.hasResourceProperties('AWS::Amplify::Domain', {
    DomainName: 'login.example.com',
    SubDomainSettings: [{ Prefix: '' }],
  });
  named.hasOutput('Url', { Value: 'https://login.example.com' });
});

test('hosting=no leaves it out', () => {
  const none = templateOf({ hosting: 'no' });
  none.resourceCountIs('AWS::Amplify::App', 0);
  expect(none.findOutputs('Url')).toEqual({});
});
