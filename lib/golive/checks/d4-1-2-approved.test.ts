import { acceptedAfterReview } from '@/lib/golive/checks/d4-1-2-approved'
import { checkCases } from '@/test/support/golive'
import { cardShop, riskCases } from '@/test/support/golive-cases'

const shop = await cardShop()

checkCases(acceptedAfterReview, riskCases(shop, 201))
