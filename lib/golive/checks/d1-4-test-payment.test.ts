import { testPayment } from '@/lib/golive/checks/b3-test-payment'
import { widgetTestPayment } from '@/lib/golive/checks/d1-4-test-payment'
import { checkTwin } from '@/test/support/golive'

checkTwin(widgetTestPayment, testPayment)
