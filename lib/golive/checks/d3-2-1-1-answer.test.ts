import { paymentAnswered } from '@/lib/golive/checks/d3-2-1-1-answer'
import { paymentReceived } from '@/lib/golive/checks/d3-2-1-payment'
import { checkTwin } from '@/test/support/golive'

checkTwin(paymentAnswered, paymentReceived, {
  criterion: 'The newest pingback of type 0 was answered with status 200 and the body OK.',
})
