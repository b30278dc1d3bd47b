import { shippingStatuses } from '@/lib/golive/checks/e3-shipping-statuses'
import { digitalCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

digitalCases(shippingStatuses, await testDatabase())
