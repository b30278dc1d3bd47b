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
    'A card number sent by this check is refused, no form of a payment page sent one, no line of the log had one to mask, and the newest rows of the database hold none.',
  rationale: 'Whoever handles card numbers must meet all of PCI DSS.',
  limits:
    'Of each table the newest 300 rows are read, and of each text the first 10,000 characters. A long number that only looks like a card’s counts as one. Identifiers, digests and keys are not read. Who sends a card number with the headers of a browser on a payment page can make this point fail.',
  fix: 'Find out where the number came from: the log’s line of that day has its last four digits. Inputs of a card form must have no name.',
  freshDays: 30,
  judge: noCardData,
}
