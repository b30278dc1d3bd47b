import { repeatedRejected } from '@/lib/golive/checks/d3-2-3-repeated'
import { checkCases } from '@/test/support/golive'
import { duplicateCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

checkCases(repeatedRejected, duplicateCases(database))
