import { subscriptionConditions } from '@/lib/golive/checks/b4-subscription-conditions'
import { checkCases } from '@/test/support/golive'
import { conditionsCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

checkCases(subscriptionConditions, await conditionsCases(database))
