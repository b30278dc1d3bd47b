import type { Case, Step } from '@/lib/prove/case'
import { card } from '@/lib/prove/cases/card'
import { cardMembership } from '@/lib/prove/cases/card-membership'
import { cardRefund } from '@/lib/prove/cases/card-refund'
import { credits } from '@/lib/prove/cases/credits'
import { deliveryConfirmation } from '@/lib/prove/cases/delivery-confirmation'
import { duplicates } from '@/lib/prove/cases/duplicates'
import { forgeries } from '@/lib/prove/cases/forgeries'
import { membership } from '@/lib/prove/cases/membership'
import { paylet } from '@/lib/prove/cases/paylet'
import { refund } from '@/lib/prove/cases/refund'
import { reviewAccepted } from '@/lib/prove/cases/review-accepted'
import { reviewDeclined } from '@/lib/prove/cases/review-declined'
import { savedCard } from '@/lib/prove/cases/saved-card'
import { secure } from '@/lib/prove/cases/secure'
import { secureAbandoned } from '@/lib/prove/cases/secure-abandoned'
import { secureDeclined } from '@/lib/prove/cases/secure-declined'

/** Every case, in the order in which "Prove all" walks through them. A new one is a file in `cases` and a line here. */
export const cases: readonly Case[] = [
  paylet,
  duplicates,
  forgeries,
  refund,
  deliveryConfirmation,
  credits,
  membership,
  card,
  reviewAccepted,
  reviewDeclined,
  cardRefund,
  savedCard,
  cardMembership,
  // The shop's own card form leads away to the bank, which takes the window from the page that opened it: so these come last.
  secure,
  secureDeclined,
  secureAbandoned,
]

/** The cases that make evidence for a check point. */
export const casesFor = (point: string): readonly Case[] =>
  cases.filter(({ points }) => points.includes(point))

/** What a run is asked for: a case by its id, or all of them. */
export function casesOf(what: string): readonly Case[] {
  return what === 'all' ? cases : cases.filter(({ id }) => id === what)
}

/** A step of a run, by its case and its place in it. */
export function stepOf(caseId: string, place: number, local: boolean): Step | undefined {
  return cases.find(({ id }) => id === caseId)?.steps(local)[place]
}
