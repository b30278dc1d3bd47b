import type { Question } from '@/lib/golive/check'

/** G2: the support inbox is staffed. */
export const staffedInbox: Question = {
  id: 'G2',
  title: 'The support inbox is staffed',
  asked: 'The support contact is answered.',
  sources: [{ document: 'website standards', number: '3' }],
  criterion: 'A person attests who reads the inbox.',
  rationale: 'A buyer who gets no answer asks the bank for a chargeback.',
  limits: 'The shop shows the address (F3) but can’t know whether anyone reads the messages.',
  fix: 'Send a message to the support address and check that it is answered.',
  freshDays: 180,
  says: 'Messages to the support address are read and answered.',
}
