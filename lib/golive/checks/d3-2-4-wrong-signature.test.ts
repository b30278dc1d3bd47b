import { wrongSignature } from '@/lib/golive/checks/d3-2-4-wrong-signature'
import { checkCases } from '@/test/support/golive'
import { forgeryCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

checkCases(wrongSignature, forgeryCases(database))
