import { duplicates } from '@/lib/golive/checks/b8-duplicates'
import { checkCases } from '@/test/support/golive'
import { duplicateCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

checkCases(duplicates, duplicateCases(database))
