import { answeredOk, answerPart } from '@/lib/golive/arrivals'
import { noCards } from '@/lib/golive/charges'
import type { Check } from '@/lib/golive/check'

const types = [0, 2, 200, 201, 202]

/** C7: pingbacks of card payments are answered OK. */
export const cardAnswers: Check = {
  id: 'C7',
  version: 2,
  title: 'Pingbacks of card payments are answered OK',
  asked: 'The listener answers OK to types 0 and 2 and to the risk review types 200, 201 and 202.',
  sources: [{ document: 'technical review', number: 'Brick 7' }],
  criterion:
    'The newest pingback of each of these types was applied and answered with status 200 and the body OK. The oldest of them determines how long the point is valid.',
  rationale: 'Only a later pingback tells whether a card payment under review was accepted.',
  limits: 'The answer is derived from the log: the shop answers OK only after the commit.',
  fix: 'Pay with the test card and the CVVs 555 and 556, and wait two minutes for each review. Or press “Prove it now”.',
  freshDays: 90,
  parts: types.map(answerPart),
  notUsed: noCards,
  judge: (context) => answeredOk(context, types),
}
