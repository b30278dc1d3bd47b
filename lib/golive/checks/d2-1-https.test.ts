import { paymentPageHttps } from '@/lib/golive/checks/c1-https'
import { cardPageHttps } from '@/lib/golive/checks/d2-1-https'
import { checkTwin } from '@/test/support/golive'

checkTwin(cardPageHttps, paymentPageHttps)
