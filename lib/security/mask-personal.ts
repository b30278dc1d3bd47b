import { maskCardNumbers } from '@/lib/security/card-numbers'

/**
 * The text without whole e-mail addresses, of which the first character and what follows the @ are left, and without card
 * numbers. Each run of characters is looked at once, so that the work grows with the text and no faster.
 */
export function maskPersonal(text: string): string {
  const shown = text.replace(/[^\s@]+@*/g, (run) =>
    run.endsWith('@') ? `${String.fromCodePoint(run.codePointAt(0) ?? 0)}…@` : run,
  )
  return maskCardNumbers(shown)
}
