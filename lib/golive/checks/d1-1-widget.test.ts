import { widgetReachable } from '@/lib/golive/checks/b1-widget'
import { widgetAccessible } from '@/lib/golive/checks/d1-1-widget'
import { checkTwin } from '@/test/support/golive'

checkTwin(widgetAccessible, widgetReachable)
