import { policies as words } from '@/lib/languages/en/policies'

/** The policies that a buyer accepts, in the order in which they are named. Titles are English: buyers read those of their language. */
export const policies = [
  { name: 'terms', path: '/terms', title: words.terms.title },
  { name: 'privacy', path: '/privacy', title: words.privacy.title },
  { name: 'refunds', path: '/refunds', title: words.refunds.title },
] as const

export type Policy = (typeof policies)[number]

/**
 * The days on which new policies were released, the newest first. All three share a version. The text of each is kept in
 * lib/policies/versions, in a folder of its day and language, and its words are never changed after its release.
 */
export const policyVersions = ['2026-11-28', '2026-11-27', '2026-11-26', '2026-11-22'] as const

export type PolicyVersion = (typeof policyVersions)[number]

/** The version in force; stored with each acceptance. */
export const policyVersion: PolicyVersion = policyVersions[0]

/** Whether the text of a version is kept. */
export function isPolicyVersion(text: string): text is PolicyVersion {
  return policyVersions.some((version) => version === text)
}

/** The path of one version of a policy, which stays the same when a newer one comes. */
export function versionPath({ path }: Pick<Policy, 'path'>, version: PolicyVersion): string {
  return `${path}/${version}`
}
