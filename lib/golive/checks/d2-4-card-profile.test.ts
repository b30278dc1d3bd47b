import { cardProfile } from '@/lib/golive/checks/d2-4-card-profile'
import { checkCases } from '@/test/support/golive'
import { cardShop, namesCases } from '@/test/support/golive-cases'

const shop = await cardShop()

checkCases(cardProfile, namesCases(shop, 'history[registration_date]'))
