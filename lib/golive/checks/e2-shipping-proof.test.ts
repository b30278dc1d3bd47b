import { proofOfShipping } from '@/lib/golive/checks/e2-shipping-proof'
import { digitalCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

digitalCases(proofOfShipping, await testDatabase())
