import { widgetReachable } from '@/lib/golive/checks/b1-widget'
import { checkCases } from '@/test/support/golive'
import { widgetCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

checkCases(widgetReachable, widgetCases(database))
