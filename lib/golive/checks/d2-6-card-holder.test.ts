import { cardHolder } from '@/lib/golive/checks/d2-6-card-holder'
import { checkCases } from '@/test/support/golive'
import { cardShop, namesCases } from '@/test/support/golive-cases'

const shop = await cardShop()

checkCases(cardHolder, namesCases(shop, 'customer[lastname]'))
