import { paymentAnswered } from '@/lib/golive/checks/d3-2-1-1-answer'
import { checkCases } from '@/test/support/golive'
import { answersCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

checkCases(paymentAnswered, answersCases(database, 0))
