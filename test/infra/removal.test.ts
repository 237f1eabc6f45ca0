import { Template } from 'aws-cdk-lib/assertions';
import { buildStack } from '../support/build-stack';
import { circular } from '../support/cycles';

interface Resource {
  Type: string;
  DependsOn?: string | string[];
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
  Properties?: Record<string, unknown>;
}

function resourcesOf(context: Record<string, string> = {}): Record<string, Resource> {
  return Template.fromStack(buildStack(context)).toJSON().Resources;
}

const everything = {
  repository: 'https://github.com/example/login',
  repositoryToken: 'git',
  domain: 'login.example.com',
};

test('by default, what holds users, keys or the audit trail outlives the stack, and nothing else does', () => {
  const kept = Object.values(resourcesOf(everything)).filter(
    ({ DeletionPolicy }) => DeletionPolicy !== undefined && DeletionPolicy !== 'Delete',
  );
  expect(kept.map(({ Type }) => Type).sort()).toEqual([
    'AWS::Cognito::UserPool',
    'AWS::DynamoDB::Table',
    'AWS::KMS::Key',
    'AWS::Logs::LogGroup',
    'AWS::Logs::LogStream',
  ]);
  for (const { Type, DeletionPolicy, UpdateReplacePolicy, Properties } of kept) {
    // A first deployment that fails deletes what has no deletion protection, which would fail its rollback.
    const isProtected = /UserPool|Table/.test(Type);
    expect(DeletionPolicy).toBe(isProtected ? 'Retain' : 'RetainExceptOnCreate');
    expect(UpdateReplacePolicy).toBe('Retain');
    expect(Properties?.DeletionProtection).not.toBe('INACTIVE');
    expect(Properties?.DeletionProtectionEnabled).not.toBe(false);
  }
});

test('removal=destroy deletes everything, and protects nothing from deletion', () => {
  for (const { DeletionPolicy, Properties } of Object.values(resourcesOf({ removal: 'destroy' }))) {
    expect([undefined, 'Delete']).toContain(DeletionPolicy);
    expect([undefined, 'INACTIVE']).toContain(Properties?.DeletionProtection);
    expect([undefined, false]).toContain(Properties?.DeletionProtectionEnabled);
  }
});

test.each<Record<string, string>>([{}, everything])(
  'CloudFormation can tell what to create first and what to delete last: %j',
  (context) => {
    expect(circular(resourcesOf(context))).toEqual([]);
  },
);
