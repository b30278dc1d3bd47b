import { acceptedPending } from '@/lib/golive/checks/d4-1-1-pending'
import { checkCases } from '@/test/support/golive'
import { cardShop, riskCases } from '@/test/support/golive-cases'

const shop = await cardShop()

checkCases(acceptedPending, riskCases(shop, 200))
