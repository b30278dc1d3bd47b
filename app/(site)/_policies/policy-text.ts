import type { ReactNode } from 'react'
import type { Company } from '@/lib/brand/company'
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
}

/** The text of one policy in one version. */
export type PolicyText = (context: PolicyContext) => Section[]
