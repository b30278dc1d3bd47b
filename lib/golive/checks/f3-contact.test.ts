import { supportContact } from '@/lib/golive/checks/f3-contact'
import { checkCases } from '@/test/support/golive'
import { footerPages } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

await testDatabase()

checkCases(supportContact, {
  pages: footerPages(),
  proven: /contact page and in the footer/,
  spoiled: footerPages('mailto:'),
  failed: /lacks a link to the support address/,
  isNow: true,
})
