import { forgeries } from '@/lib/golive/checks/b9-forgeries'
import { checkCases } from '@/test/support/golive'
import { forgeryCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

checkCases(forgeries, forgeryCases(database))
