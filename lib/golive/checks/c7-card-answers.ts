import { answeredOk, answerPart } from '@/lib/golive/arrivals'
import { noCards } from '@/lib/golive/charges'
import type { Check } from '@/lib/golive/check'

const types = [0, 2, 200, 201, 202]

/** C7: pingbacks of card payments are answered OK. */
export const cardAnswers: Check = {
  id: 'C7',
  version: 2,
  title: 'Pingbacks of card payments are answered OK',
  asked: 'The listener answers OK to types 0 and 2, and to the types of the risk review: 200, 201 and 202.',
  sources: [{ document: 'technical review', number: 'Brick 7' }],
  criterion:
    'The newest pingback of each of these types was applied and answered 200 with the body OK. The oldest of them decides until when.',
  rationale: 'A card payment under review is paid or declined by a later pingback alone.',
  limits: 'The answer is derived from the log: the shop answers OK after the commit, and then alone.',
  fix: 'Pay with the test card and the codes 555 and 556, and wait two minutes for each review, or press “Prove it now”.',
  freshDays: 90,
  parts: types.map(answerPart),
  notUsed: noCards,
  judge: (context) => answeredOk(context, types),
}
