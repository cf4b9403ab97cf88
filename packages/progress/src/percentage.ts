/**
 * A percentage (0–100) as answers show it: two decimals, and never 100 before the end (99.99 at most) nor 0 after the
 * beginning (0.01 at least).
 */
export function roundPercentage(percentage: number): number {
  if (!(percentage > 0)) return 0;
  if (percentage >= 100) return 100;
  return Math.min(99.99, Math.max(0.01, Math.round(percentage * 100) / 100));
}
