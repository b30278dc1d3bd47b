import type { ProbeCheck } from '@/lib/probe/check'
import { listenerAnswers } from '@/lib/probe/checks/b7-answers'
import { duplicates } from '@/lib/probe/checks/b8-duplicates'
import { forgeries } from '@/lib/probe/checks/b9-forgeries'
import { cookies } from '@/lib/probe/checks/c-cookies'
import { headers } from '@/lib/probe/checks/c-headers'
import { policy } from '@/lib/probe/checks/c-policy'
import { scripts } from '@/lib/probe/checks/c-scripts'
import { tlsVersions } from '@/lib/probe/checks/c-tls-versions'
import { https } from '@/lib/probe/checks/c1-https'
import { cardInputs } from '@/lib/probe/checks/c5-card-inputs'
import { riskReview } from '@/lib/probe/checks/c7-risk-review'
import { company } from '@/lib/probe/checks/f1-company'
import { policies } from '@/lib/probe/checks/f2-policies'
import { contact } from '@/lib/probe/checks/f3-contact'
import { acceptance } from '@/lib/probe/checks/f4-acceptance'
import { certificate } from '@/lib/probe/checks/f5-certificate'

/** Every check of the probe, in the order in which they run. */
export const checks: readonly ProbeCheck[] = [
  tlsVersions,
  certificate,
  https,
  headers,
  cookies,
  policy,
  scripts,
  cardInputs,
  company,
  policies,
  contact,
  acceptance,
  forgeries,
  listenerAnswers,
  duplicates,
  riskReview,
]
