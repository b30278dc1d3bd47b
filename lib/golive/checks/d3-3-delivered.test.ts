import { trackedDelivered } from '@/lib/golive/checks/d3-3-delivered'
import { checkCases } from '@/test/support/golive'
import { trackingCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

checkCases(trackedDelivered, trackingCases(database))
