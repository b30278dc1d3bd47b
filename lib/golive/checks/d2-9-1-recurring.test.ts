import { recurringUsed } from '@/lib/golive/checks/d2-9-1-recurring'
import { checkCases } from '@/test/support/golive'
import { cardShop, subscriptionCases } from '@/test/support/golive-cases'

const shop = await cardShop()

checkCases(
  recurringUsed,
  subscriptionCases(
    shop,
    'UPDATE charge_attempts SET subscription_id = NULL',
    /a membership, charged once only/,
  ),
)
