/** How long to wait, in a sentence: "a minute", "5 minutes". */
export function waitInWords(minutes: number): string {
  return minutes === 1 ? 'a minute' : `${minutes} minutes`
}
