/** The policies that a buyer accepts, in the order in which they are named. */
export const policies = [
  {
    name: 'terms',
    path: '/terms',
    title: 'Terms of service',
    summary: 'What you and we agree to when you buy here.',
  },
  {
    name: 'privacy',
    path: '/privacy',
    title: 'Privacy policy',
    summary: 'What data we hold about you, why, and for how long.',
  },
  {
    name: 'refunds',
    path: '/refunds',
    title: 'Refunds and cancellation',
    summary: 'How to get your money back, and how to end a membership.',
  },
] as const

export type Policy = (typeof policies)[number]

/**
 * The days on which the policies changed, the newest first. All three share a version. The text of each is kept in
 * app/(site)/_policies/versions, and is never changed after its release.
 */
export const policyVersions = ['2026-11-27', '2026-11-26', '2026-11-22'] as const

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
