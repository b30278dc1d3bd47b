import { declinedAfterReview } from '@/lib/golive/checks/d4-2-2-declined'
import { checkCases } from '@/test/support/golive'
import { cardShop, riskCases } from '@/test/support/golive-cases'

const shop = await cardShop()

checkCases(declinedAfterReview, riskCases(shop, 202))
