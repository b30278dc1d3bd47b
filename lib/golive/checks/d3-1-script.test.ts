import { listener } from '@/lib/golive/checks/b6-listener'
import { pingbackScript } from '@/lib/golive/checks/d3-1-script'
import { checkTwin } from '@/test/support/golive'

checkTwin(pingbackScript, listener)
