import type { StackFacts } from '../../infra/cli/stack-file';

/**
 * `amplify_outputs.json` as Amplify Gen 2 writes it for `defineAuth({ loginWith: { email: true } })`, with the pool and
 * app client of a stack.
 */
export const amplifyOutputs = ({ region, userPoolId, clientId }: StackFacts) => ({
  version: '1.4',
  auth: {
    aws_region: region,
    user_pool_id: userPoolId,
    user_pool_client_id: clientId,
    identity_pool_id: `${region}:5a3c6e0e-8d6b-4f0c-9b8a-1f2e3d4c5b6a`,
    mfa_methods: [],
    standard_required_attributes: ['email'],
    username_attributes: ['email'],
    user_verification_types: ['email'],
    groups: [],
    mfa_configuration: 'NONE',
    password_policy: {
      min_length: 8,
      require_lowercase: true,
      require_numbers: true,
      require_symbols: true,
      require_uppercase: true,
    },
    oauth: {
      identity_providers: [],
      redirect_sign_in_uri: ['https://example.com'],
      redirect_sign_out_uri: [],
      response_type: 'code',
      scopes: ['phone', 'email', 'openid', 'profile', 'aws.cognito.signin.user.admin'],
      domain: '',
    },
    unauthenticated_identities_enabled: true,
  },
});
