import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ACCOUNT_ID, REGION } from '../../infra/local/aws/account';
import { LocalTemplate } from '../../infra/local/aws/cloudformation/local-template';
import { clientOptions, type StackFacts } from '../../infra/cli/stack-file';

/** What a custom resource's function tells CloudFormation. */
export interface Answer {
  Status: 'SUCCESS' | 'FAILED';
  Reason: string;
  PhysicalResourceId: string;
  Data: Record<string, string>;
}

/** Invokes the function of a stack's custom resource as CloudFormation does, and waits for its answer. */
export async function askAsCloudFormation(
  stack: StackFacts,
  type: string,
  RequestType: 'Create' | 'Update' | 'Delete',
): Promise<Answer> {
  const file = readFileSync(join(stack.logsDir, '..', 'cdk.out', 'EmailMfa.template.json'), 'utf8');
  const place = { region: REGION, accountId: ACCOUNT_ID, stackName: 'EmailMfa' };
  const resource = new LocalTemplate(JSON.parse(file), place).only(type);
  const { ServiceToken, ...ResourceProperties } = resource.properties;
  return answerTo(async (ResponseURL) => {
    const lambda = new LambdaClient(clientOptions(stack, 'lambda'));
    const Payload = JSON.stringify({
      RequestType,
      ResponseURL,
      ResourceProperties,
      LogicalResourceId: resource.logicalId,
    });
    const FunctionName = String(ServiceToken);
    const { FunctionError } = await lambda.send(new InvokeCommand({ FunctionName, Payload }));
    if (FunctionError) throw new Error(FunctionError);
  });
}

/** What is put to the response URL that `ask` gets. */
export async function answerTo(ask: (responseUrl: string) => Promise<void>): Promise<Answer> {
  let answered = '';
  const server = createServer(async (request, response) => {
    for await (const chunk of request) answered += String(chunk);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return JSON.parse(answered) as Answer;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
