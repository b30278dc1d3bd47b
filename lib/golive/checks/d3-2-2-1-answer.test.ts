import { reversalAnswered } from '@/lib/golive/checks/d3-2-2-1-answer'
import { reversalReceived } from '@/lib/golive/checks/d3-2-2-reversal'
import { checkTwin } from '@/test/support/golive'

checkTwin(reversalAnswered, reversalReceived, {
  criterion: 'The newest pingback of type 2 was answered with status 200 and the body OK.',
})
