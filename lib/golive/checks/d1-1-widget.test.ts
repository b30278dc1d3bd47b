import { widgetAccessible } from '@/lib/golive/checks/d1-1-widget'
import { checkCases } from '@/test/support/golive'
import { widgetCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

checkCases(widgetAccessible, widgetCases(database))
