import type { Question } from '@/lib/golive/check'

/** G2: the support inbox is staffed. */
export const staffedInbox: Question = {
  id: 'G2',
  title: 'The support inbox is staffed',
  asked: 'The support contact is answered.',
  sources: [{ document: 'website standards', number: '3' }],
  criterion: 'A person says who reads the inbox.',
  rationale: 'A buyer who gets no answer asks the bank, and the bank charges back.',
  limits: 'The shop shows the address (F3). Whether anybody reads what comes there is not in its data.',
  fix: 'Send a message to the support address and see that it is answered.',
  freshDays: 180,
  says: 'Somebody reads and answers what is sent to the support address.',
}
