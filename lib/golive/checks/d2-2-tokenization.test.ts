import { brickTokens } from '@/lib/golive/checks/d2-2-tokenization'
import { checkCases } from '@/test/support/golive'
import { cardShop, tokenCases } from '@/test/support/golive-cases'

const shop = await cardShop()

checkCases(brickTokens, tokenCases(shop))
