import { fingerprint } from '@/lib/golive/checks/c3-fingerprint'
import { fingerprintSent } from '@/lib/golive/checks/d2-5-fingerprint'
import { checkTwin } from '@/test/support/golive'

checkTwin(fingerprintSent, fingerprint)
