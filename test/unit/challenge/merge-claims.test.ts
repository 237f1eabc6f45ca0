import fc from 'fast-check';
import { mergeClaims, type TokenResponse } from '../../../triggers/challenge/merge-claims';

const ours = { claimsToAddOrOverride: { email_mfa: 'true' } };
const OURS: Record<string, TokenResponse> = {
  'version 1': { claimsOverrideDetails: ours },
  'version 2': {
    claimsAndScopeOverrideDetails: {
      idTokenGeneration: ours,
      accessTokenGeneration: { ...ours, scopesToAdd: ['email_mfa'] },
    },
  },
};

const name = fc.constantFrom('tenant', 'role', 'email_mfa', 'email_mfa_code_at', 'email_mfax');
const names = fc.option(fc.array(name));
const token = fc.option(
  fc.record(
    {
      claimsToAddOrOverride: fc.option(fc.dictionary(name, fc.constant('theirs'))),
      claimsToSuppress: names,
      scopesToAdd: names,
      scopesToSuppress: names,
    },
    { requiredKeys: [] },
  ),
);
const theirs = fc.record(
  {
    claimsOverrideDetails: token,
    claimsAndScopeOverrideDetails: fc.option(
      fc.record({ idTokenGeneration: token, accessTokenGeneration: token }, { requiredKeys: [] }),
    ),
  },
  { requiredKeys: [] },
);

const tokensOf = ({ claimsOverrideDetails, claimsAndScopeOverrideDetails: v2 }: TokenResponse) =>
  [claimsOverrideDetails, v2?.idTokenGeneration, v2?.accessTokenGeneration].map((one) => one ?? {});
const isOurs = (claim: string) => claim === 'email_mfa' || claim === 'email_mfa_code_at';

test.each(Object.entries(OURS))(
  'whatever their function answers, our claims and scopes are as the guard set them: %s',
  (_, guard) => {
    fc.assert(
      fc.property(theirs, (answer) => {
        const merged = tokensOf(mergeClaims(answer, guard, 'email_mfa'));
        tokensOf(guard).forEach((expected, n) => {
          const { claimsToAddOrOverride, claimsToSuppress, scopesToAdd, scopesToSuppress } =
            merged[n] ?? {};
          const claims = Object.entries(claimsToAddOrOverride ?? {});
          expect(Object.fromEntries(claims.filter(([claim]) => isOurs(claim)))).toEqual(
            expected.claimsToAddOrOverride ?? {},
          );
          expect((scopesToAdd ?? []).filter(isOurs)).toEqual(expected.scopesToAdd ?? []);
          expect([...(claimsToSuppress ?? []), ...(scopesToSuppress ?? [])].filter(isOurs)).toEqual(
            [],
          );
        });
      }),
    );
  },
);

test.each(Object.entries(OURS))('all else of their answer stays: %s', (_, guard) => {
  fc.assert(
    fc.property(theirs, (answer) => {
      const merged = tokensOf(mergeClaims(answer, guard, 'email_mfa'));
      tokensOf(answer).forEach((one, n) => {
        const own = Object.entries(one.claimsToAddOrOverride ?? {}).filter(
          ([claim]) => !isOurs(claim),
        );
        expect(merged[n]?.claimsToAddOrOverride ?? {}).toMatchObject(Object.fromEntries(own));
        for (const list of ['claimsToSuppress', 'scopesToAdd', 'scopesToSuppress'] as const) {
          expect(merged[n]?.[list] ?? []).toEqual(
            expect.arrayContaining((one[list] ?? []).filter((each) => !isOurs(each))),
          );
        }
      });
    }),
  );
});

test('groups, and what Cognito may add later, stay', () => {
  const groupOverrideDetails = { groupsToOverride: ['admins'] };
  const answer = { claimsOverrideDetails: { groupOverrideDetails } } as TokenResponse;
  expect(mergeClaims(answer, OURS['version 1'] ?? {}, 'email_mfa')).toEqual({
    claimsOverrideDetails: { groupOverrideDetails, ...ours },
  });
});

test('without a claim of ours, for example for an unguarded client, they can not forge one', () => {
  const forged = {
    claimsOverrideDetails: { claimsToAddOrOverride: { email_mfa: 'true', a: 'b' } },
  };
  expect(mergeClaims(forged, {}, 'email_mfa')).toEqual({
    claimsOverrideDetails: { claimsToAddOrOverride: { a: 'b' } },
  });
});
