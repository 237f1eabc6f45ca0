import { join } from 'node:path';

import { CLIENT_SETTINGS, POOL_SETTINGS, RESOURCES, type Support } from './supported-settings';
import { OPERATIONS } from './operations';

/** Where the reference is kept. */
export const COGNITO_MD = join(__dirname, '..', '..', 'COGNITO.md');

/** What AWS's documents leave open, and how it is here: the stricter reading. */
const UNSURE = [
  ['PreAuthentication in flows of several requests', 'runs in the first one'],
  ['Order of PostAuthentication and PreTokenGeneration', 'PostAuthentication first'],
  [
    'CustomMessage without its placeholders, or in a pool that does not send by SES',
    'InvalidLambdaResponseException',
  ],
  ['Words of the error for an attribute that is no number, date or flag', 'of our own'],
  ['Codes in the subject of a mail', 'are not filled in'],
  ['A refresh token that was rotated out and comes again', 'ends the whole sign-in'],
  ['Limits of codes', '5 codes and 5 wrong answers per user, purpose and hour'],
  ["Life of a sign-in's session", 'from its start, whatever the rounds'],
];

/** The table of what is emulated, from the same source as the refusals. */
export const cognitoReference = () => `# What the local Cognito does

Everything that is not listed as emulated or stored is refused by name, when the pool is made and at run time.
\`npm run docs:cognito\` writes this file.

## Operations

${Object.keys(OPERATIONS)
  .sort()
  .map((name) => `\`${name}\``)
  .join(', ')}.

## Resources of a template

\`local --leave-out <logical id>\` starts without one that is refused.

${table(RESOURCES, 'resource')}

## Settings of a user pool

${table(POOL_SETTINGS)}

## Settings of an app client

${table(CLIENT_SETTINGS)}

## Where AWS's documents leave room

${markdownTable(['subject', 'here'], UNSURE)}
`;

const table = (settings: Record<string, Support>, subject = 'setting') =>
  markdownTable(
    [subject, 'support'],
    Object.entries(settings).map(([name, entry]) => [`\`${name}\``, describeSupport(entry)]),
  );

/** With its columns aligned as Prettier aligns them. */
function markdownTable(header: string[], rows: string[][]): string {
  const widths = header.map((title, n) =>
    Math.max(title.length, ...rows.map((row) => row[n]?.length ?? 0)),
  );
  return [header, widths.map((width) => '-'.repeat(width)), ...rows]
    .map((cells) => `| ${cells.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join(' | ')} |`)
    .join('\n');
}

function describeSupport(entry: Support): string {
  const note = entry.note ? `: ${entry.note}` : '';
  const only = 'only' in entry && entry.only ? ` (only ${entry.only.join(', ')})` : '';
  return `${entry.support}${only}${note}`;
}
