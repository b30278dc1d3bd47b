import type { ReactNode } from 'react'
import type { Company } from '@/lib/brand/company'
import type { Locale } from '@/lib/languages/locale'
import type { Policy } from '@/lib/policies/policies'

/** One part of a policy. */
export interface Section {
  id: string
  title: string
  body: ReactNode
}

/** What is filled in when a policy is shown. Everything else in it belongs to its version. */
export interface PolicyContext {
  company: Company
  /** The path of another policy, in the same version. */
  pathOf: (policy: Policy['name']) => string
  /** That of another page of the shop. */
  path: Locale['path']
}

/** The text of one policy in one version and one language. */
export type PolicyText = (context: PolicyContext) => Section[]

/** The texts of one version in one language. */
export type PolicyTexts = Record<Policy['name'], PolicyText>
