import { Duration, Fn, Lazy, Stack, Token, Tokenization } from 'aws-cdk-lib';
import {
  CfnApi,
  CfnAuthorizer,
  CfnIntegration,
  CfnRoute,
  CfnStage,
} from 'aws-cdk-lib/aws-apigatewayv2';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Bundles } from '../packaging/function-files';
import { acknowledge } from './acknowledge';
import { clientsOf } from './pool-clients';
import type { MfaSettings } from './read-props';
import { TriggerFunction } from './trigger-function';

export interface AccountApiProps {
  settings: MfaSettings;
  bundles: Bundles;
  userPool: IUserPool;
  table: Table;
  /** Dimension of the metrics. */
  service: string;
}

/** The requests that triggers/account/openapi.json describes. */
const ROUTES = [
  'GET /account',
  'DELETE /account/browsers',
  'DELETE /account/browsers/{id}',
  'POST /account/email',
  'POST /account/email/confirm',
];
/** Browsers ask here, without a token, whether a page may send these requests. */
const PREFLIGHT_ROUTES = {
  PreflightOfAccount: 'OPTIONS /account',
  PreflightBelow: 'OPTIONS /account/{proxy+}',
};

/** Requests a second, of all users together. One visit of the account page is one or two. */
const RATE = 20;
const BURST = 40;

/**
 * An HTTP API with which signed-in users see and change their own sign-in security. triggers/account/README.md
 * says why it is an HTTP API. Create it in the scope of the pool, as the guard watch.
 */
export class AccountApi extends Construct {
  readonly function: Function;
  /** Not a reference, so that the audit trail can name it from its own stack. */
  readonly logGroupName: string;
  /** Its address. It depends on no other resource, so that the page's headers can have it. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: AccountApiProps) {
    super(scope, id);
    const { userPool, service } = props;
    this.logGroupName = `${service}-AccountApi`;
    this.function = this.addFunction(props);
    const api = new CfnApi(this, 'Api', { name: `${service}-Account`, protocolType: 'HTTP' });
    this.url = api.attrApiEndpoint;
    const authorizer = new CfnAuthorizer(this, 'Authorizer', {
      apiId: api.ref,
      name: 'IdToken',
      authorizerType: 'JWT',
      identitySource: ['$request.header.Authorization'],
      jwtConfiguration: {
        issuer: `https://${userPool.userPoolProviderName}`,
        audience: audienceOf(props),
      },
    });
    const integration = new CfnIntegration(this, 'Integration', {
      apiId: api.ref,
      integrationType: 'AWS_PROXY',
      integrationUri: this.function.functionArn,
      payloadFormatVersion: '2.0',
    });
    const target = `integrations/${integration.ref}`;
    for (const routeKey of ROUTES) {
      new CfnRoute(this, routeKey.replace(/\W/g, ''), {
        apiId: api.ref,
        routeKey,
        target,
        authorizationType: 'JWT',
        authorizerId: authorizer.ref,
      });
    }
    for (const [name, routeKey] of Object.entries(PREFLIGHT_ROUTES)) {
      const route = new CfnRoute(this, name, {
        apiId: api.ref,
        routeKey,
        target,
        authorizationType: 'NONE',
      });
      const reason = 'Browsers send no token with a preflight request, and its answer says nothing';
      acknowledge(route, { id: 'AwsSolutions-APIG4', reason });
    }
    this.addStage(api);
    this.function.addPermission('Invoke', {
      principal: new ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: Stack.of(this).formatArn({
        service: 'execute-api',
        resource: api.ref,
        resourceName: '*/*/account*',
      }),
    });
  }

  private addFunction({ settings, bundles, userPool, table, service }: AccountApiProps): Function {
    const api = new TriggerFunction(this, 'AccountApi', {
      settings,
      bundles,
      service,
      logGroupName: this.logGroupName,
      // A confirmed address takes five calls, each tried twice.
      timeout: Duration.seconds(20),
      environment: {
        TABLE_NAME: table.tableName,
        CLAIM_NAME: settings.claimName,
        ADDRESS_HOLD_SECONDS: Tokenization.stringifyNumber(settings.addressHold.toSeconds()),
        ALLOWED_ORIGINS: originsOf(settings).join(','),
      },
    });
    api.allowOnRecords(table, ['GetItem'], ['user', 'browsers']);
    api.allowOnRecords(table, ['UpdateItem'], ['user', 'browsers']);
    api.allowOnRecords(table, ['DeleteItem'], ['browsers']);
    api.allowOnRecords(table, ['PutItem'], ['notice']);
    api.allow(['cognito-idp:DescribeUserPool'], userPool.userPoolArn);
    return api.function;
  }

  private addStage(api: CfnApi): void {
    const stage = new CfnStage(this, 'Stage', {
      apiId: api.ref,
      stageName: '$default',
      autoDeploy: true,
      defaultRouteSettings: { throttlingRateLimit: RATE, throttlingBurstLimit: BURST },
    });
    acknowledge(stage, {
      id: 'AwsSolutions-APIG1',
      reason: 'Who did what is in the audit trail; access logs would keep the addresses of users',
    });
  }
}

/** Ids of the app clients whose ID tokens are accepted. The app may add clients after this construct. */
function audienceOf({ settings, userPool }: AccountApiProps): string[] {
  const given = settings.accountClients;
  if (given) return given;
  return Lazy.list({
    produce: () => {
      const ids = clientsOf(userPool).map((client) => client.ref);
      // API Gateway wants one. No token is for the pool itself.
      return ids.length > 0 ? ids : [userPool.userPoolId];
    },
  });
}

/** Origins of the pages that may read the answers. */
function originsOf({ accountOrigins, pageUrl }: MfaSettings): string[] {
  if (accountOrigins) return accountOrigins;
  if (!pageUrl) return [];
  if (!Token.isUnresolved(pageUrl)) return [new URL(pageUrl).origin];
  return [`https://${Fn.select(2, Fn.split('/', pageUrl))}`];
}
