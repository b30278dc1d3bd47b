import { brand } from '@/lib/brand/words/en'
import { account } from '@/lib/languages/en/account'
import { accounts } from '@/lib/languages/en/accounts'
import { cart } from '@/lib/languages/en/cart'
import { checkout } from '@/lib/languages/en/checkout'
import { failure } from '@/lib/languages/en/failure'
import { library } from '@/lib/languages/en/library'
import { plans } from '@/lib/languages/en/plans'
import { policies } from '@/lib/languages/en/policies'
import { shop } from '@/lib/languages/en/shop'
import { signIn } from '@/lib/languages/en/sign-in'

export const en = {
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
} as const
