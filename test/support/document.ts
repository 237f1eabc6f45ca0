import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The blocks of shell commands in a document of the repository, in order. */
export function shellBlocks(path: string): string[] {
  const text = readFileSync(join(__dirname, '..', '..', path), 'utf8');
  return [...text.matchAll(/^ *```sh\n(.*?)^ *```$/gms)].map(([, block = '']) => block);
}

/** Arguments of each `npm run admin -- …` in these blocks, without those that say where. */
export function adminCommands(path: string): string[][] {
  return shellBlocks(path)
    .flatMap((block) => block.split('\n'))
    .flatMap((line) => /^npm run admin -- ([^#|]+)/.exec(line)?.[1] ?? [])
    .map((args) =>
      args
        .replace(/ --pool \S+| --local/, '')
        .trim()
        .split(/\s+/),
    );
}

/** Names that TypeScript in documents takes from the reader's app. */
const READERS_APP = `
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { UserPool as Pool, type UserPoolClient as Client } from 'aws-cdk-lib/aws-cognito';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import type { Construct } from 'constructs';
import type { EmailMfa as Mfa } from 'cognito-email-mfa';
declare const userPool: Pool, client: Client, mfa: Mfa, yourFunction: IFunction;
declare const sender: string, smsRoleArn: string, token: string;
declare const verifier: { verify(token: string): Promise<unknown> };
`;

/** Each block of TypeScript in a document as a module of its own, with `this` as the construct. */
export function typescriptModules(path: string): string[] {
  const text = readFileSync(join(__dirname, '..', '..', path), 'utf8');
  return [...text.matchAll(/^( *)```ts\n(.*?)^\1```/gms)].map(([, , code = '']) => {
    // A file of its own, such as a configuration.
    if (/^(export default|declare global) /m.test(code)) return code;
    const imports = code.match(/^import .*?;\n/gms) ?? [];
    const body = imports.reduce((rest, line) => rest.replace(line, ''), code);
    const plain = body.replace(/^export /gm, '');
    return `${READERS_APP}${imports.join('')}export async function example(this: Construct) {\n${plain}}\n`;
  });
}
