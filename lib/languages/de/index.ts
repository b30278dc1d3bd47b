import { brand } from '@/lib/brand/words/de'
import type { Catalog } from '@/lib/languages/catalog'
import { account } from '@/lib/languages/de/account'
import { accounts } from '@/lib/languages/de/accounts'
import { cart } from '@/lib/languages/de/cart'
import { checkout } from '@/lib/languages/de/checkout'
import { failure } from '@/lib/languages/de/failure'
import { library } from '@/lib/languages/de/library'
import { plans } from '@/lib/languages/de/plans'
import { policies } from '@/lib/languages/de/policies'
import { shop } from '@/lib/languages/de/shop'
import { signIn } from '@/lib/languages/de/sign-in'

export const de: Catalog = {
  account,
  accounts,
  brand,
  cart,
  checkout,
  failure,
  library,
  plans,
  policies,
  shop,
  signIn,
}
