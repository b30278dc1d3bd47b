import type { BrickErrorCode } from './errors'

export interface TestCard {
  number: string
  cvv: string
  standsForAnyOtherCvv: boolean
  code: BrickErrorCode | null
  review: 'accepted' | 'declined' | null
  happens: string
}

/** The provider's test cards: what the bank will say about each. A shop has a table of its own, which must say the same. */
export const testCards: readonly TestCard[] = [
  {
    number: '4242424242424242',
    cvv: '123',
    standsForAnyOtherCvv: true,
    code: null,
    review: null,
    happens: 'The card is charged.',
  },
  {
    number: '4242424242424242',
    cvv: '111',
    standsForAnyOtherCvv: false,
    code: 3014,
    review: null,
    happens: 'The bank refuses: wrong security code.',
  },
  {
    number: '4242424242424242',
    cvv: '222',
    standsForAnyOtherCvv: false,
    code: 3011,
    review: null,
    happens: 'The bank refuses: check the balance with the bank.',
  },
  {
    number: '4242424242424242',
    cvv: '333',
    standsForAnyOtherCvv: false,
    code: 3010,
    review: null,
    happens: 'The bank refuses: it must approve the payment first.',
  },
  {
    number: '4242424242424242',
    cvv: '555',
    standsForAnyOtherCvv: false,
    code: null,
    review: 'accepted',
    happens: 'The payment goes under review and is accepted after 2 minutes.',
  },
  {
    number: '4242424242424242',
    cvv: '556',
    standsForAnyOtherCvv: false,
    code: null,
    review: 'declined',
    happens: 'The payment goes under review, is declined after 2 minutes and the money goes back.',
  },
  {
    number: '4000000000000002',
    cvv: '123',
    standsForAnyOtherCvv: true,
    code: null,
    review: null,
    happens: 'The card is charged.',
  },
  {
    number: '4000000000000002',
    cvv: '111',
    standsForAnyOtherCvv: false,
    code: 3014,
    review: null,
    happens: 'The bank refuses: wrong security code.',
  },
  {
    number: '4000000000000002',
    cvv: '222',
    standsForAnyOtherCvv: false,
    code: 3011,
    review: null,
    happens: 'The bank refuses: check the balance with the bank.',
  },
  {
    number: '4000000000000002',
    cvv: '333',
    standsForAnyOtherCvv: false,
    code: 3010,
    review: null,
    happens: 'The bank refuses: it must approve the payment first.',
  },
  {
    number: '4000000000000002',
    cvv: '555',
    standsForAnyOtherCvv: false,
    code: null,
    review: 'accepted',
    happens: 'The payment goes under review and is accepted after 2 minutes.',
  },
  {
    number: '4000000000000002',
    cvv: '556',
    standsForAnyOtherCvv: false,
    code: null,
    review: 'declined',
    happens: 'The payment goes under review, is declined after 2 minutes and the money goes back.',
  },
]
