import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Template } from 'aws-cdk-lib/assertions';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildStack } from '../support/build-stack';
import { shellBlocks } from '../support/document';

const folder = mkdtempSync(join(tmpdir(), 'email-mfa-kept-'));
afterAll(() => rmSync(folder, { recursive: true }));

// Fails when one of them comes to need anything else of the stack: it could not be taken in alone then.
test('the documented template for kept resources is complete, and the full template changes none of them', () => {
  const script = shellBlocks('infra/operations/DATA.md')
    .flatMap((block) => /^node -p '(.*?)' >kept\.json/ms.exec(block)?.[1] ?? [])
    .at(0);
  const full = Template.fromStack(buildStack({ sealingKeys: '2' })).toJSON();
  writeFileSync(join(folder, 'full.json'), JSON.stringify(full));
  const printed = execFileSync(process.execPath, ['-p', script ?? ''], { cwd: folder });
  const { Resources } = JSON.parse(printed.toString());

  const types = Object.values<{ Type: string }>(Resources).map(({ Type }) => Type);
  expect(types.sort()).toEqual([
    'AWS::Cognito::UserPool',
    'AWS::DynamoDB::Table',
    'AWS::KMS::Key',
    'AWS::Logs::LogGroup',
    'AWS::Logs::LogStream',
  ]);
  const named = [...JSON.stringify(Resources).matchAll(/"(?:Ref|Fn::GetAtt)":\[?"([^"]+)"/g)];
  const others = named.map(([, name = '']) => name).filter((name) => !(name in Resources));
  expect(others.filter((name) => !name.startsWith('AWS::'))).toEqual([]);
  for (const [id, resource] of Object.entries<object>(Resources)) {
    // CloudFormation takes in only what will not be deleted.
    expect(resource).toMatchObject({ DeletionPolicy: expect.stringMatching(/^Retain/) });
    expect(full.Resources[id]).toMatchObject(resource);
  }
  expect(JSON.stringify(Resources)).not.toContain('LambdaConfig');
});
