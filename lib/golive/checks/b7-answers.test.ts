import { answers } from '@/lib/golive/checks/b7-answers'
import { checkCases } from '@/test/support/golive'
import { answersCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

checkCases(answers, answersCases(database, 0, 2))
