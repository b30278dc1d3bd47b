import { tracking } from '@/lib/golive/checks/b10-tracking'
import { trackedDelivered } from '@/lib/golive/checks/d3-3-delivered'
import { checkTwin } from '@/test/support/golive'

checkTwin(trackedDelivered, tracking)
