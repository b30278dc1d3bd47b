import { recurringFlow } from '@/lib/golive/checks/d2-9-2-recurring-flow'
import { checkCases } from '@/test/support/golive'
import { cardShop, subscriptionCases } from '@/test/support/golive-cases'

const shop = await cardShop()

checkCases(
  recurringFlow,
  subscriptionCases(
    shop,
    `UPDATE charge_attempts SET sent = array_remove(sent, 'period')`,
    /set up without period/,
  ),
)
