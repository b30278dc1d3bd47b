import { tokenization } from '@/lib/golive/checks/c2-tokenization'
import { checkCases } from '@/test/support/golive'
import { cardShop, tokenCases } from '@/test/support/golive-cases'

const shop = await cardShop()

checkCases(tokenization, tokenCases(shop))
