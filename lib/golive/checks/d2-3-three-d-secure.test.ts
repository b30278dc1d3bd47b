import { threeDSecure } from '@/lib/golive/checks/c4-three-d-secure'
import { secureImplemented } from '@/lib/golive/checks/d2-3-three-d-secure'
import { checkTwin } from '@/test/support/golive'

checkTwin(secureImplemented, threeDSecure)
