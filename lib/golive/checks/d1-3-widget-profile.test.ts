import { widgetProfile } from '@/lib/golive/checks/d1-3-widget-profile'
import { checkCases } from '@/test/support/golive'
import { newOrder } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

checkCases(widgetProfile, {
  prove: () => newOrder(database),
  proven: /includes the buyer’s profile/,
  spoil: () => database.query(`UPDATE users SET registered_at = 'epoch'`),
  failed: /lacks history\[registration_date\]/,
})
