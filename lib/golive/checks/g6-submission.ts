import type { Question } from '@/lib/golive/check'

/** G6: the review was submitted. */
export const submission: Question = {
  id: 'G6',
  title: 'The project was submitted for review',
  asked:
    'The merchant ticks the checklist in the merchant area and submits the project with the URL of the payment page and a test account.',
  sources: [{ document: 'technical review', number: 'Submission' }],
  criterion: 'A person attests when it was submitted, and with which account.',
  rationale: 'Paymentwall only makes a project live after a review.',
  limits: 'The shop can’t see the merchant area.',
  fix: 'Submit the project with the reviewer’s account.',
  freshDays: 365,
  says: 'The project was submitted for review with the shop’s address and a test account.',
}
