import { shippedInTime } from '@/lib/golive/checks/e1-shipping-time'
import { digitalCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

digitalCases(shippedInTime, await testDatabase())
