import { testEveryCard } from './support/card-tests'
import { shopForm } from './support/cards'
import { testWithOwnShop } from './support/fixtures'

testEveryCard(testWithOwnShop({ variables: { BRICK_FORM: 'custom', BRICK_SECURE: '20' } }), shopForm)
