import { reversalReceived } from '@/lib/golive/checks/d3-2-2-reversal'
import { checkCases } from '@/test/support/golive'
import { answersCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

checkCases(reversalReceived, answersCases(database, 2))
