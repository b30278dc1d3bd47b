// Plain JavaScript, since it is also loaded ahead of Next, before anything could compile it.
import { maskCardNumbers } from './generated/card-numbers.mjs'
import { countToday } from './tally/counts.mjs'

/** Fields of the provider's identifiers: long numbers by nature, of which one in ten passes for a card number. */
const providerFields = new Set(['ref', 'chargeId', 'subscriptionId'])
const identifier = /^[A-Za-z0-9_-]{1,64}$/

/** Control characters, what turns or hides text, line ends of any kind, and halves of characters. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/**
 * A line of JSON in which nothing can act on a terminal or begin another line: whatever is not printed is escaped, and
 * still means the same.
 *
 * @param {string} json one JSON object, with or without the line end
 * @returns {string} the line with its end
 */
export function printableLine(json) {
  const escaped = (/** @type {string} */ character) =>
    Array.from({ length: character.length }, (_, unit) => {
      const hex = character.charCodeAt(unit).toString(16)
      return `\\u${hex.padStart(4, '0')}`
    }).join('')
  return `${json.trimEnd().replace(unprintable, escaped)}\n`
}

/**
 * A line for the log: {@link printableLine}, with every card number in it shortened to its last four digits. Each is counted,
 * since none should have come so far.
 *
 * @param {string} json one JSON object, with or without the line end
 * @returns {string} the line with its end
 */
export function logLine(json) {
  const mask = new Mask()
  let line = json
  try {
    const masked = mask.value(JSON.parse(json))
    if (mask.hasChanged) line = JSON.stringify(masked)
  } catch {
    // No JSON, or nested too deeply to be read: as text it is masked all the same.
    line = JSON.stringify({ level: 50, time: new Date().toISOString(), msg: mask.text(json.trim()) })
  }
  if (mask.found > 0) countToday('masked card number', mask.found)
  return printableLine(line)
}

class Mask {
  found = 0
  hasChanged = false

  /** @param {string} text */
  text(text) {
    const masked = maskCardNumbers(text)
    if (masked === text) return text
    this.found++
    this.hasChanged = true
    return masked
  }

  /**
   * @param {unknown} value
   * @returns {unknown}
   */
  value(value) {
    if (typeof value === 'string') return this.text(value)
    if (typeof value === 'number') return this.#number(value)
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map((item) => this.value(item))
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => {
        const isProviders = providerFields.has(name) && typeof inner === 'string' && identifier.test(inner)
        return [this.text(name), isProviders ? inner : this.value(inner)]
      }),
    )
  }

  /** @param {number} value */
  #number(value) {
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
      // JavaScript has lost digits of it: whether they are a card's can't be told, so they are not written.
      this.hasChanged = true
      return Number(value.toPrecision(3))
    }
    const text = String(value)
    const masked = this.text(text)
    return masked === text ? value : masked
  }
}
