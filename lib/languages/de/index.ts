import { brand } from '@/lib/brand/words/de'
import type { Catalog } from '@/lib/languages/catalog'
import { account } from '@/lib/languages/de/account'
import { accounts } from '@/lib/languages/de/accounts'
import { cancellations } from '@/lib/languages/de/cancellations'
import { cart } from '@/lib/languages/de/cart'
import { catalogue } from '@/lib/languages/de/catalogue'
import { charges } from '@/lib/languages/de/charges'
import { checkout } from '@/lib/languages/de/checkout'
import { contact } from '@/lib/languages/de/contact'
import { declarations } from '@/lib/languages/de/declarations'
import { failure } from '@/lib/languages/de/failure'
import { home } from '@/lib/languages/de/home'
import { library } from '@/lib/languages/de/library'
import { mail } from '@/lib/languages/de/mail'
import { memberships } from '@/lib/languages/de/memberships'
import { orders } from '@/lib/languages/de/orders'
import { plans } from '@/lib/languages/de/plans'
import { policies } from '@/lib/languages/de/policies'
import { priceChanges } from '@/lib/languages/de/price-changes'
import { product } from '@/lib/languages/de/product'
import { receipt } from '@/lib/languages/de/receipt'
import { refusals } from '@/lib/languages/de/refusals'
import { shop } from '@/lib/languages/de/shop'
import { signIn } from '@/lib/languages/de/sign-in'
import { terms } from '@/lib/languages/de/terms'
import { withdrawals } from '@/lib/languages/de/withdrawals'

export const de: Catalog = {
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
}
