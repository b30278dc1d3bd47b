import { forgeries } from '@/lib/golive/checks/b9-forgeries'
import { wrongSignature } from '@/lib/golive/checks/d3-2-4-wrong-signature'
import { checkTwin } from '@/test/support/golive'

checkTwin(wrongSignature, forgeries)
