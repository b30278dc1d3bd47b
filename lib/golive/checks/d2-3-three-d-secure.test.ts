import { secureImplemented } from '@/lib/golive/checks/d2-3-three-d-secure'
import { checkCases } from '@/test/support/golive'
import { cardShop, secureCases } from '@/test/support/golive-cases'

const shop = await cardShop()

checkCases(secureImplemented, secureCases(shop))
