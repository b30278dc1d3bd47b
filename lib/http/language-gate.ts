import type { IncomingMessage } from 'node:http'
import { putGate } from '@/lib/http/before-next'
import { readAddress } from '@/lib/languages/address'
import { languageHeader } from '@/lib/languages/languages.mjs'

/**
 * A gate: takes the path of a language off an address, which from here on is the same in all languages, and says it in a
 * header instead.
 */
function takeLanguage(request: IncomingMessage): boolean {
  const { language, rest } = readAddress(request.url ?? '/')
  request.headers[languageHeader] = language
  request.url = rest
  return false
}

/** Tells everything after it in which language a request is answered. Call once per process, before it listens, as the first gate. */
export function watchLanguages(): void {
  putGate('language', takeLanguage)
}
