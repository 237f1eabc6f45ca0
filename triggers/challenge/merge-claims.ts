/** What a PreTokenGeneration function may say about one token. Cognito sends null for what is not set. */
interface TokenChanges {
  claimsToAddOrOverride?: Record<string, unknown> | null;
  claimsToSuppress?: string[] | null;
  scopesToAdd?: string[] | null;
  scopesToSuppress?: string[] | null;
}

/** The response of PreTokenGeneration, in the version that the event has. */
export interface TokenResponse {
  /** Version 1. */
  claimsOverrideDetails?: TokenChanges | null;
  /** Version 2 and later. */
  claimsAndScopeOverrideDetails?: {
    idTokenGeneration?: TokenChanges | null;
    accessTokenGeneration?: TokenChanges | null;
  } | null;
}

/**
 * The response of an app's own function with ours on top. Theirs can neither set our claims nor take them off:
 * the claim and scope of the given name, and those that start with it and an underscore, are ours alone.
 */
export function mergeClaims(
  theirs: TokenResponse,
  ours: TokenResponse,
  claimName: string,
): TokenResponse {
  const merge = (one?: TokenChanges | null, other?: TokenChanges | null) =>
    mergeToken(one ?? {}, other ?? {}, claimName);
  const { claimsOverrideDetails: v1, claimsAndScopeOverrideDetails: v2 } = theirs;
  const { claimsOverrideDetails: ourV1, claimsAndScopeOverrideDetails: ourV2 } = ours;
  return {
    ...theirs,
    ...((v1 ?? ourV1) && { claimsOverrideDetails: merge(v1, ourV1) }),
    ...((v2 ?? ourV2) && {
      claimsAndScopeOverrideDetails: {
        ...v2,
        idTokenGeneration: merge(v2?.idTokenGeneration, ourV2?.idTokenGeneration),
        accessTokenGeneration: merge(v2?.accessTokenGeneration, ourV2?.accessTokenGeneration),
      },
    }),
  };
}

function mergeToken(theirs: TokenChanges, ours: TokenChanges, claimName: string): TokenChanges {
  const { claimsToAddOrOverride, claimsToSuppress, scopesToAdd, scopesToSuppress, ...others } =
    theirs;
  const isTheirs = (name: string) => name !== claimName && !name.startsWith(`${claimName}_`);
  const claims = Object.entries(claimsToAddOrOverride ?? {}).filter(([name]) => isTheirs(name));
  const lists = {
    claimsToSuppress: claimsToSuppress?.filter(isTheirs),
    scopesToAdd: [...(scopesToAdd ?? []).filter(isTheirs), ...(ours.scopesToAdd ?? [])],
    scopesToSuppress: scopesToSuppress?.filter(isTheirs),
  };
  return {
    ...others,
    claimsToAddOrOverride: { ...Object.fromEntries(claims), ...ours.claimsToAddOrOverride },
    ...Object.fromEntries(Object.entries(lists).filter(([, names]) => names?.length)),
  };
}
