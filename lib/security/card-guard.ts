import { holdsCardNumber } from '@/lib/security/card-numbers'

/** Bodies above this are refused unread: nothing in the shop sends as much. */
const maxBodyBytes = 1_000_000

/** Provider's identifiers and our own: long numbers by nature, of which one in ten passes for a card number. */
const exempt = /^(?:brick_[a-z_]+|ref)$/

const unreadHeaders = new Set(['cookie', 'authorization', 'content-length'])

/** Proxies give each request such an id in a header; one in 24,000 of them reads as a card number in groups. */
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export type CardGuardVerdict = 'clean' | 'card_number' | 'too_large'

/**
 * Looks through everything that a request carries (address, headers, body: form, JSON, multipart or text, at any depth)
 * for what could be a card number. The provider's own identifiers are exempt. The body is read from a clone.
 */
export async function inspectRequest(request: Request): Promise<CardGuardVerdict> {
  const { pathname, searchParams } = new URL(request.url)
  if (holdsCardNumber(decoded(pathname)) || pairsHoldCardNumber(searchParams)) return 'card_number'
  for (const [name, value] of request.headers) {
    const url = name === 'referer' && URL.canParse(value) ? new URL(value) : undefined
    const found = url
      ? pairsHoldCardNumber(url.searchParams)
      : !unreadHeaders.has(name) && !uuid.test(value) && holdsCardNumber(value)
    if (found) return 'card_number'
  }
  if (!request.body) return 'clean'
  if (Number(request.headers.get('content-length') ?? 0) > maxBodyBytes) return 'too_large'
  const body = await request.clone().arrayBuffer()
  if (body.byteLength > maxBodyBytes) return 'too_large'
  return (await bodyHoldsCardNumber(body, request.headers.get('content-type') ?? ''))
    ? 'card_number'
    : 'clean'
}

async function bodyHoldsCardNumber(body: ArrayBuffer, contentType: string): Promise<boolean> {
  const text = new TextDecoder().decode(body)
  if (/^application\/x-www-form-urlencoded/i.test(contentType))
    return pairsHoldCardNumber(new URLSearchParams(text))
  if (/^multipart\/form-data/i.test(contentType)) {
    try {
      const form = await new Response(body, { headers: { 'content-type': contentType } }).formData()
      for (const [name, value] of form) {
        const content = typeof value === 'string' ? value : `${value.name} ${await value.text()}`
        if (pairsHoldCardNumber([[name, content]])) return true
      }
      return false
    } catch {
      return holdsCardNumber(text)
    }
  }
  try {
    return valueHoldsCardNumber(JSON.parse(text))
  } catch {
    return holdsCardNumber(decoded(text))
  }
}

function pairsHoldCardNumber(pairs: Iterable<[string, string]>): boolean {
  for (const [name, value] of pairs) {
    if (!exempt.test(name) && (holdsCardNumber(name) || stringHoldsCardNumber(value))) return true
  }
  return false
}

/** A form's value may itself be JSON, as those of server actions are. */
function stringHoldsCardNumber(text: string): boolean {
  if (holdsCardNumber(text)) return true
  if (!/^\s*[[{"]/.test(text)) return false
  try {
    return valueHoldsCardNumber(JSON.parse(text))
  } catch {
    return false
  }
}

function valueHoldsCardNumber(value: unknown): boolean {
  if (typeof value === 'string') return stringHoldsCardNumber(value)
  if (typeof value === 'number') return holdsCardNumber(String(value))
  if (Array.isArray(value)) return value.some(valueHoldsCardNumber)
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).some(
      ([name, inner]) => !exempt.test(name) && (holdsCardNumber(name) || valueHoldsCardNumber(inner)),
    )
  }
  return false
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
