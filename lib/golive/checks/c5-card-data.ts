import { noCardData } from '@/lib/golive/card-data'
import type { Check } from '@/lib/golive/check'

/** C5: the server never gets, keeps or logs card data. */
export const cardData: Check = {
  id: 'C5',
  version: 1,
  title: 'The server receives no card data',
  asked: 'The merchant’s server neither receives nor handles card data.',
  sources: [{ document: 'technical review', number: 'Brick 5' }],
  criterion:
    'A card number sent by this check is refused, no payment page has submitted one, none had to be masked in the log, and the newest database rows contain none.',
  rationale: 'A server that handles card numbers must meet all of PCI DSS.',
  limits:
    'It reads the newest 300 rows of each table and the first 10,000 characters of each text, but no identifiers, digests or keys. A long number that only looks like a card number counts as one. A finding fails the point for 30 days. Anyone who posts a card number with the headers of a payment page can cause one.',
  fix: 'Find out where the number came from: the log line of that day has its last four digits. Inputs of a card form must have no name attribute.',
  freshDays: 30,
  judge: noCardData,
}
