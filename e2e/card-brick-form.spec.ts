import { testEveryCard } from './support/card-tests'
import { brickForm } from './support/cards'
import { testWithOwnShop } from './support/fixtures'

testEveryCard(testWithOwnShop({ variables: { BRICK_SECURE: '20' } }), brickForm)
