import { fromEnvironment, toEnvironment } from '../../../infra/pool/pool-environment';
import { OURS } from './pools';

const written = {
  userPoolId: 'eu-central-1_Old',
  triggers: {
    arns: OURS,
    preTokenGenerationVersion: 'V2_0',
    ownFunction: 'arn:own',
    extras: {
      customMessage: { arn: 'arn:mail', ownFunction: 'arn:own-mail' },
      postConfirmation: { arn: 'arn:reset', ownFunction: undefined },
    },
  },
  unguardedClients: ['a', 'b'],
  bindsPass: true,
  codeLifetime: '300',
};

test('functions read the settings that the deployment wrote', () => {
  const settings = { ...written, codeLifetime: 300 };
  expect(fromEnvironment(toEnvironment(written))).toEqual(settings);
  const unbound = toEnvironment({ ...written, bindsPass: false, unguardedClients: [] });
  expect(fromEnvironment(unbound)).toMatchObject({ bindsPass: false, unguardedClients: [] });
});

// Fails if anything but the exact word counts: mixed clients would pass for guarded.
test.each(['', 'yes', 'Required', undefined])('PASS_BINDING=%j is no binding', (PASS_BINDING) => {
  expect(fromEnvironment({ ...toEnvironment(written), PASS_BINDING }).bindsPass).toBe(false);
});

const optional = /^(OWN_|UNGUARDED_CLIENT_IDS$|PASS_BINDING$|CUSTOM_MESSAGE$|POST_CONFIRMATION$)/;
const required = Object.keys(toEnvironment(written)).filter((name) => !optional.test(name));

// Fails if a missing ARN counts as a free trigger: an update would then take the trigger off the pool.
test.each(required)('without %s the function does not start', (name) => {
  expect(() => fromEnvironment({ ...toEnvironment(written), [name]: '' })).toThrow(
    `Environment variable ${name} is required`,
  );
});
