import { pingbackScript } from '@/lib/golive/checks/d3-1-script'
import { checkCases } from '@/test/support/golive'
import { listenerCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

checkCases(pingbackScript, listenerCases(database))
