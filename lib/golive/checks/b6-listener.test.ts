import { listener } from '@/lib/golive/checks/b6-listener'
import { checkCases } from '@/test/support/golive'
import { listenerCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

checkCases(listener, listenerCases(database))
