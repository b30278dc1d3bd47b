import { serverCardData } from '@/lib/golive/checks/d2-7-card-data'
import { checkCases } from '@/test/support/golive'
import { cardDataCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

checkCases(serverCardData, cardDataCases(await testDatabase()))
