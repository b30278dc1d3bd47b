import { widgetTestPayment } from '@/lib/golive/checks/d1-4-test-payment'
import { checkCases } from '@/test/support/golive'
import { testPaymentCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

checkCases(widgetTestPayment, testPaymentCases(database))
