import { brand } from '@/lib/brand/words/en'
import { account } from '@/lib/languages/en/account'
import { accounts } from '@/lib/languages/en/accounts'
import { cancellations } from '@/lib/languages/en/cancellations'
import { cart } from '@/lib/languages/en/cart'
import { catalogue } from '@/lib/languages/en/catalogue'
import { charges } from '@/lib/languages/en/charges'
import { checkout } from '@/lib/languages/en/checkout'
import { contact } from '@/lib/languages/en/contact'
import { declarations } from '@/lib/languages/en/declarations'
import { failure } from '@/lib/languages/en/failure'
import { home } from '@/lib/languages/en/home'
import { library } from '@/lib/languages/en/library'
import { mail } from '@/lib/languages/en/mail'
import { memberships } from '@/lib/languages/en/memberships'
import { orders } from '@/lib/languages/en/orders'
import { plans } from '@/lib/languages/en/plans'
import { policies } from '@/lib/languages/en/policies'
import { priceChanges } from '@/lib/languages/en/price-changes'
import { product } from '@/lib/languages/en/product'
import { receipt } from '@/lib/languages/en/receipt'
import { refusals } from '@/lib/languages/en/refusals'
import { shop } from '@/lib/languages/en/shop'
import { signIn } from '@/lib/languages/en/sign-in'
import { terms } from '@/lib/languages/en/terms'
import { withdrawals } from '@/lib/languages/en/withdrawals'

export const en = {
  account,
  accounts,
  brand,
  cancellations,
  cart,
  catalogue,
  charges,
  checkout,
  contact,
  declarations,
  failure,
  home,
  library,
  mail,
  memberships,
  orders,
  plans,
  policies,
  priceChanges,
  product,
  receipt,
  refusals,
  shop,
  signIn,
  terms,
  withdrawals,
} as const
