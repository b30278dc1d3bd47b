import type { Question } from '@/lib/golive/check'

/** G6: the review was submitted. */
export const submission: Question = {
  id: 'G6',
  title: 'The review was submitted',
  asked:
    'The merchant ticks the list in the merchant area and submits the project with the URL of the payment page and a test account.',
  sources: [{ document: 'technical review', number: 'Submission' }],
  criterion: 'A person says when it was submitted, and with which account.',
  rationale: 'Paymentwall makes a project live after its review alone.',
  limits: 'The shop has no view of the merchant area.',
  fix: 'Submit the project, with the reviewer’s account.',
  freshDays: 365,
  says: 'The project was submitted for review with the shop’s address and a test account.',
}
