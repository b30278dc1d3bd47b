import { type Language, languageOf } from '@/lib/languages/languages.mjs'
import { policies, policyVersions, versionPath } from '@/lib/policies/policies'

const fixedPages: ReadonlySet<string> = new Set([
  '/contact',
  ...policies.flatMap((policy) => [
    policy.path,
    ...policyVersions.map((version) => versionPath(policy, version)),
  ]),
])

const openEnded = `/(?:products|${policies.map(({ name }) => name).join('|')})/([^/]+)`

/** What matches the addresses that begin with the path of a language. */
function sharedBelow(path: string): string {
  return [path || '/', ...[...fixedPages, openEnded].map((page) => path + page)]
    .map((page) => `^${page}$`)
    .join('|')
}

const openEndedPage = new RegExp(`^${openEnded}$`)
const sharedAddresses = new RegExp(sharedBelow(''))

/** What matches the addresses, in a language, of pages that are drawn once and kept for everybody, or may be. */
export function sharedAddressesIn(language: Language): string {
  return sharedBelow(languageOf(language).path)
}

/** Whether a path is that of a page which is the same for everybody and needs no data. */
export function isFixedPage(path: string): boolean {
  return fixedPages.has(path)
}

/** The last part of a path that the file of a cached page draws, whatever stands there: a slug or a version. */
export function openEndOf(path: string): string | undefined {
  return openEndedPage.exec(path)?.[1]
}

/** Whether a path is, or may be, that of a page which is drawn once and kept for everybody. */
export function isSharedAddress(path: string): boolean {
  return sharedAddresses.test(path)
}
