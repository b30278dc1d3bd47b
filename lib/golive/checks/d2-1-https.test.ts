import { cardPageHttps } from '@/lib/golive/checks/d2-1-https'
import { checkCases } from '@/test/support/golive'
import { httpsCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

await testDatabase()

checkCases(cardPageHttps, httpsCases())
