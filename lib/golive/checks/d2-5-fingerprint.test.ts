import { fingerprintSent } from '@/lib/golive/checks/d2-5-fingerprint'
import { checkCases } from '@/test/support/golive'
import { cardShop, fingerprintCases } from '@/test/support/golive-cases'

const shop = await cardShop()

checkCases(fingerprintSent, fingerprintCases(shop))
