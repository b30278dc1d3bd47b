import { declinedPending } from '@/lib/golive/checks/d4-2-1-pending'
import { checkCases } from '@/test/support/golive'
import { cardShop, riskCases } from '@/test/support/golive-cases'

const shop = await cardShop()

checkCases(declinedPending, riskCases(shop, 200))
