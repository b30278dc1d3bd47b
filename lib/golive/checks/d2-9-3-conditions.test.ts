import { subscriptionConditions } from '@/lib/golive/checks/b4-subscription-conditions'
import { recurringConditions } from '@/lib/golive/checks/d2-9-3-conditions'
import { checkTwin } from '@/test/support/golive'

checkTwin(recurringConditions, subscriptionConditions)
