import type { Assessment } from '@/lib/golive/assessment'
import { hiderOf } from '@/lib/golive/masked'
import { maskLines } from '@/lib/pingbacks/mask'

/** What the shop itself makes: times, words of its own and digests. Nothing that anybody wrote stands there. */
const own: ReadonlySet<string> = new Set([
  ...['asOf', 'at', 'freshUntil', 'saidAt', 'until'],
  ...['mode', 'project', 'id', 'section', 'state', 'kind'],
])

/**
 * An assessment as it may leave the shop: no card number, no whole e-mail address and none of the secrets, whatever a rule,
 * a person or an error has written into it.
 *
 * @param secrets the shop's own (`secretsOf` in lib/golive/masked.ts)
 */
export function maskedAssessment(assessment: Assessment, secrets: readonly string[]): Assessment {
  const hide = hiderOf(secrets)
  return maskTexts(assessment, (text) => maskLines(hide(text)))
}

function maskTexts<Value>(value: Value, mask: (text: string) => string): Value
function maskTexts(value: unknown, mask: (text: string) => string): unknown {
  if (typeof value === 'string') return mask(value)
  if (Array.isArray(value)) return value.map((each) => maskTexts(each, mask))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, own.has(name) ? each : maskTexts(each, mask)]),
  )
}
