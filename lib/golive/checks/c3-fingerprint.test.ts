import { fingerprint } from '@/lib/golive/checks/c3-fingerprint'
import { checkCases } from '@/test/support/golive'
import { cardShop, fingerprintCases } from '@/test/support/golive-cases'

const shop = await cardShop()

checkCases(fingerprint, fingerprintCases(shop))
