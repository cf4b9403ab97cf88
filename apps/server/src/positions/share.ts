/** A percentage of 0–100 as the share of 0–1 that it was made of, without the noise of converting it. */
export function toShare(percentage: number): number {
  return Number((percentage / 100).toPrecision(15));
}

/** A share of 0–1 as a percentage, as short as it was written. */
export function toPercentage(share: number): number {
  return Number((share * 100).toPrecision(15));
}
