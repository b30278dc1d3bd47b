let shown = 'en-usd'

/** The variant of the page that a test draws, in place of `next/root-params`. */
export async function variant(): Promise<string> {
  return shown
}

/** Has the pages of this test file drawn in another variant. */
export function drawIn(name: string): void {
  shown = name
}
