import { cancellationPolicy } from '@/lib/golive/checks/b5-cancellation-policy'
import { recurringPolicy } from '@/lib/golive/checks/d2-9-4-policy'
import { checkTwin } from '@/test/support/golive'

checkTwin(recurringPolicy, cancellationPolicy)
