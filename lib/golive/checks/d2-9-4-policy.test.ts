import { recurringPolicy } from '@/lib/golive/checks/d2-9-4-policy'
import { checkCases } from '@/test/support/golive'
import { cancellationCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

checkCases(recurringPolicy, await cancellationCases(database))
