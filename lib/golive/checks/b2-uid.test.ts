import { persistentUid } from '@/lib/golive/checks/b2-uid'
import { checkCases } from '@/test/support/golive'
import { uidCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

checkCases(persistentUid, uidCases(database))
