/**
 * Where a user's codes go when the address in the pool changes. Pure: what the record remembers, what the pool
 * says and the time in; address and what to remember out.
 */

export interface AddressState {
  /** The address that codes go to; undefined before the first code. */
  codeAddress?: string | undefined;
  /** Epoch milliseconds since when. */
  codeAddressSince?: number | undefined;
  /** Another address that the pool was seen to have. */
  newAddress?: string | undefined;
  /** Epoch milliseconds when it was seen first. */
  newAddressSince?: number | undefined;
  /** The address that an admin confirmed. */
  confirmedAddress?: string | undefined;
}

export interface AddressDecision {
  /** Where a code goes now. */
  address: string;
  state: AddressState;
  /** Set when the pool's address is seen to be another one for the first time: the old one gets a notice. */
  change: { from: string; to: string; codesMoveAt: number } | undefined;
}

/**
 * Codes go to the address that they always went to, and only after `hold` milliseconds to another one, so that
 * somebody who takes over a session cannot move the second factor unnoticed. An admin's word ends the wait.
 * @param poolAddress the verified address that the pool says
 */
export function decideAddress(
  seen: AddressState,
  poolAddress: string,
  { now, hold }: { now: number; hold: number },
): AddressDecision {
  const { codeAddress, codeAddressSince, confirmedAddress } = seen;
  if (codeAddress === undefined) {
    return settle(poolAddress, now);
  }
  if (codeAddress === poolAddress) return settle(codeAddress, codeAddressSince ?? now);

  const isKnown = seen.newAddress === poolAddress && seen.newAddressSince !== undefined;
  const newAddressSince = isKnown ? Number(seen.newAddressSince) : now;
  const isConfirmed = confirmedAddress === poolAddress;
  const codesMoveAt = isConfirmed ? now : newAddressSince + hold;
  const change = isKnown ? undefined : { from: codeAddress, to: poolAddress, codesMoveAt };
  if (codesMoveAt <= now) return { ...settle(poolAddress, now), change };
  return {
    address: codeAddress,
    state: {
      codeAddress,
      codeAddressSince,
      newAddress: poolAddress,
      newAddressSince,
      confirmedAddress,
    },
    change,
  };
}

const settle = (address: string, since: number): AddressDecision => ({
  address,
  state: { codeAddress: address, codeAddressSince: since },
  change: undefined,
});
