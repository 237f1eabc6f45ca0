import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IUserPool, IUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

export interface OrdersApiProps {
  userPool: IUserPool;
  client: IUserPoolClient;
}

/**
 * An app team's API that takes access tokens of sign-ins with a code, and no others. A JWT authorizer can
 * require scopes and not claims, so it asks for the scope that the guard adds next to the claim of the
 * same name. That takes a pool on the plan ESSENTIALS or PLUS, and `plan` set so for `EmailMfa`.
 */
export class OrdersApi extends Construct {
  constructor(scope: Construct, id: string, { userPool, client }: OrdersApiProps) {
    super(scope, id);
    const orders = new Function(this, 'Handler', {
      code: Code.fromInline('exports.handler = async () => ({ statusCode: 204 });'),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
    });
    const authorizer = new HttpUserPoolAuthorizer('SignedInWithCode', userPool, {
      userPoolClients: [client],
    });
    new HttpApi(this, 'Api', {
      defaultAuthorizer: authorizer,
      defaultAuthorizationScopes: ['email_mfa'],
    }).addRoutes({
      path: '/orders',
      methods: [HttpMethod.GET],
      integration: new HttpLambdaIntegration('Orders', orders),
    });
  }
}
