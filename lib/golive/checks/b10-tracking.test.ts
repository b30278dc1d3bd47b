import { tracking } from '@/lib/golive/checks/b10-tracking'
import { checkCases } from '@/test/support/golive'
import { trackingCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

checkCases(tracking, trackingCases(database))
