import type { Check } from '@/lib/golive/check'
import { cardData } from '@/lib/golive/checks/c5-card-data'

/** D2.7: what C5 shows, under its older number. */
export const serverCardData: Check = {
  ...cardData,
  id: 'D2.7',
  title: 'The server receives no card data',
  asked: 'The merchant’s server must not receive card data.',
  sources: [{ document: 'integration checklist', number: '2.7' }],
}
