import type { PointState, Subject } from '@/lib/golive/check'

/** A state, as pages and reports name it. */
export const stateTitles: Record<PointState, string> = {
  proven: 'Proven',
  said: 'Attested',
  failed: 'Failed',
  unchecked: 'Could not be checked',
  not_yet: 'Not yet',
  not_used: 'Not used',
}

/** What a fact is about, as pages name it before its id. */
export const subjectTitles: Record<Subject['kind'], string> = {
  order: 'Order',
  payment: 'Payment',
  pingback: 'Pingback',
  arrival: 'Arrival',
  charge: 'Charge',
  customer: 'Customer',
  page: 'Page',
  setting: 'Setting',
}
