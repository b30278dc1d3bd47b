import { stateTitles } from '@/lib/golive/words'
import { enterAsNew, openPayment } from '../test/support/buyer'
import { expect, test } from '../test/support/fixtures'

// The rules read the shop's own pages, whose markup no unit test can vouch for.
test('what the rules look for stands on the shop’s pages, and is found there', async ({ page }) => {
  await enterAsNew(page, 'ADMIN')
  await page.goto('/admin/go-live')
  for (const id of ['A2', 'A3', 'B4', 'B5', 'C6', 'D2.9.3', 'D2.9.4', 'F1', 'F2', 'F3']) {
    const link = page.getByRole('link', { name: new RegExp(`^${id.replaceAll('.', '\\.')} `) })
    await expect(page.getByRole('row').filter({ has: link }), id).toContainText(stateTitles.proven)
  }
})

test('requests to a payment page are counted by the server, and written down', async ({ page, database }) => {
  await openPayment(page, await enterAsNew(page), 'fox')
  await expect
    .poll(() => database.query(`SELECT name FROM daily_counts WHERE name LIKE '% payment page over %'`))
    .not.toEqual([])
})
