import { uidPersistent } from '@/lib/golive/checks/d1-2-uid'
import { checkCases } from '@/test/support/golive'
import { uidCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

checkCases(uidPersistent, uidCases(database))
