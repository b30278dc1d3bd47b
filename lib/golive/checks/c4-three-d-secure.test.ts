import { threeDSecure } from '@/lib/golive/checks/c4-three-d-secure'
import { checkCases } from '@/test/support/golive'
import { cardShop, secureCases } from '@/test/support/golive-cases'

const shop = await cardShop()

checkCases(threeDSecure, secureCases(shop))
