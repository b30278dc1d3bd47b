import { brand } from '@/lib/brand/words/de'
import type { Catalog } from '@/lib/languages/catalog'
import { cart } from '@/lib/languages/de/cart'
import { checkout } from '@/lib/languages/de/checkout'
import { failure } from '@/lib/languages/de/failure'
import { plans } from '@/lib/languages/de/plans'
import { policies } from '@/lib/languages/de/policies'
import { shop } from '@/lib/languages/de/shop'

export const de: Catalog = { brand, cart, checkout, failure, plans, policies, shop }
