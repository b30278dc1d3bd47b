import { beginSession } from '@/lib/accounts/mutations'
import { testAccount } from '@/lib/golive/checks/a1-test-account'
import { acceptTerms } from '@/lib/orders/mutations'
import { checkCases } from '@/test/support/golive'
import { newOrder } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

checkCases(testAccount, {
  pages: { '/login': '<form><input name="password" type="password"/></form>' },
  prove: async () => {
    const { id, uid } = await newOrder(database)
    await database.query(`UPDATE users SET role = 'REVIEWER' WHERE uid = $1`, [uid])
    await beginSession({ uid, sessionVersion: 1 }, { userAgent: undefined, address: undefined })
    await acceptTerms({
      orderId: id,
      uid,
      policyVersion: '1',
      wording: 'I accept.',
      language: 'en',
      address: undefined,
    })
  },
  proven: /signed in and reached the payment page/,
  spoiled: { '/login': '<p>Closed</p>' },
  failed: /\/login, fetched signed out: has no field for a password/,
})
