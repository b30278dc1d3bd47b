import { duplicates } from '@/lib/golive/checks/b8-duplicates'
import { repeatedRejected } from '@/lib/golive/checks/d3-2-3-repeated'
import { checkTwin } from '@/test/support/golive'

checkTwin(repeatedRejected, duplicates, {
  limits:
    'The shop answers OK but delivers nothing again. After a refusal Paymentwall would send the pingback again every half hour.',
})
