import { recurringConditions } from '@/lib/golive/checks/d2-9-3-conditions'
import { checkCases } from '@/test/support/golive'
import { conditionsCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

checkCases(recurringConditions, await conditionsCases(database))
