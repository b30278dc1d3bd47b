import { testPayment } from '@/lib/golive/checks/b3-test-payment'
import { checkCases } from '@/test/support/golive'
import { testPaymentCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

checkCases(testPayment, testPaymentCases(database))
