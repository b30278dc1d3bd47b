/** What the reasons of a type 2 mean (pingback.md §5). */
const reasons: Readonly<Record<number, string>> = {
  1: 'chargeback',
  2: 'card fraud',
  3: 'other fraud',
  4: 'bad data entry',
  5: 'fake or proxy user',
  6: 'rejected by the advertiser',
  7: 'duplicate conversion',
  8: 'goodwill credit taken back',
  9: 'refund',
  10: 'partially reversed',
}

/** A reason of a reversal in words, with its number. */
export function reversalReason(code: number): string {
  return `Reason ${code}: ${reasons[code] ?? 'not documented'}`
}
