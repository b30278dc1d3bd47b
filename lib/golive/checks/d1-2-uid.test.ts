import { persistentUid } from '@/lib/golive/checks/b2-uid'
import { uidPersistent } from '@/lib/golive/checks/d1-2-uid'
import { checkTwin } from '@/test/support/golive'

checkTwin(uidPersistent, persistentUid)
