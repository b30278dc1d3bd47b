import { paymentReceived } from '@/lib/golive/checks/d3-2-1-payment'
import { checkCases } from '@/test/support/golive'
import { answersCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

checkCases(paymentReceived, answersCases(database, 0))
