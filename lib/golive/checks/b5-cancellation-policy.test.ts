import { cancellationPolicy } from '@/lib/golive/checks/b5-cancellation-policy'
import { checkCases } from '@/test/support/golive'
import { cancellationCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

checkCases(cancellationPolicy, await cancellationCases(database))
