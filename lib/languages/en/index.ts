import { brand } from '@/lib/brand/words/en'
import { cart } from '@/lib/languages/en/cart'
import { checkout } from '@/lib/languages/en/checkout'
import { failure } from '@/lib/languages/en/failure'
import { plans } from '@/lib/languages/en/plans'
import { policies } from '@/lib/languages/en/policies'
import { shop } from '@/lib/languages/en/shop'

export const en = { brand, cart, checkout, failure, plans, policies, shop } as const
