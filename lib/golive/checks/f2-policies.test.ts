import { policiesVisible } from '@/lib/golive/checks/f2-policies'
import { checkCases } from '@/test/support/golive'
import { footerPages } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

await testDatabase()

checkCases(policiesVisible, {
  pages: footerPages(),
  proven: /readable signed out/,
  spoiled: footerPages('/privacy'),
  failed:
    /The page \/privacy, fetched signed out: lacks all content \(it answered 404\)|lacks a link to Privacy policy/,
  isNow: true,
})
