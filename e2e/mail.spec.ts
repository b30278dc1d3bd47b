import { enterAsDemo, enterAsNew, newPerson, paidOrder } from '@/test/support/buyer'
import { expect, signIn, test } from '@/test/support/fixtures'
import { expectAccessible } from '@/test/support/look'

test('whoever forgot the password gets in again by the link in a mail, once', { tag: '@phone' }, async ({
  page,
  mailbox,
}) => {
  const { email } = await newPerson()
  await page.goto('/login')
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await page.waitForURL('**/reset')
  await page.getByLabel('E-mail address').fill(email)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Send the link' }).click()
  await expect(
    page.getByText('If there is an account with this address, the link is on its way.'),
  ).toBeVisible()

  const { text } = await mailbox.newestTo(email, /^Reset your Foldline password$/)
  const [link = ''] = /https:\S+\/reset\/\S+/.exec(text) ?? []
  // A scanner looks first.
  await page.request.get(link)
  await page.goto(link)
  await page.getByLabel('New password').fill('short')
  await page.getByRole('button', { name: 'Save password' }).click()
  await expect(page.getByText('Use at least 10 characters.')).toBeVisible()
  await page.getByLabel('New password').fill('four loud mornings')
  await page.getByRole('button', { name: 'Save password' }).click()
  await expect(page.getByText('Your new password is saved. Sign in with it to continue.')).toBeVisible()
  await signIn(page, email, 'four loud mornings')
  await page.goto(link)
  await expect(page.getByRole('heading', { name: 'This link doesn’t work' })).toBeVisible()
  await mailbox.newestTo(email, /password was changed$/)
})

test('a buyer gets a receipt, which an operator can look at and send again', async ({
  page,
  emulator,
  mailbox,
}) => {
  const buyer = await enterAsNew(page)
  const { id } = await paidOrder(emulator, buyer, 'fox')
  const first = await mailbox.newestTo(buyer.email, /^Your receipt for /)
  expect(first.text).toContain(`/orders/${id}`)
  await page.goto(/https:\S+\/orders\/\S+/.exec(first.text)?.[0] ?? '')
  await expect(page.getByText('Paid and delivered').first()).toBeVisible()

  await enterAsDemo(page, 'admin')
  await page.goto(`/admin/orders/${id}`)
  await page.getByRole('link', { name: 'Receipt', exact: true }).click()
  await expect(page.getByText('Thank you for your order.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Send again' }).click()
  await expect(page.getByText('The message is queued again.')).toBeVisible()
  await expect
    .poll(async () => (await mailbox.newestTo(buyer.email, /^Your receipt for /)).number)
    .toBeGreaterThan(first.number)
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(`signed out, in German, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    test.use({ javaScriptEnabled })

    test('a membership is cancelled by its number and address, and a letter confirms it', {
      tag: '@thorough',
    }, async ({ page, emulator, database, mailbox }) => {
      const { email, ...buyer } = await newPerson()
      const { id } = await paidOrder(emulator, { email, ...buyer }, 'club-monthly')
      await page.goto('/de/cart')
      await page.getByRole('contentinfo').getByRole('link', { name: 'Verträge hier kündigen' }).click()
      await expect(page).toHaveURL('/de/cancel')
      const press = () => page.getByRole('button', { name: 'Jetzt kündigen' }).click()
      await page.getByLabel('Ihr Name').fill('Ana Papel')
      await press()
      await expect(page.getByText('Füllen Sie dieses Feld aus.')).toBeVisible()
      await expect(page.getByLabel('Ihr Name')).toHaveValue('Ana Papel')
      await page.getByLabel('Bestellnummer').fill(id)
      await page.getByLabel('E-Mail-Adresse').fill(email)
      if (javaScriptEnabled) await expectAccessible(page)
      await press()
      await expect(page.getByText('Wir haben Ihre Kündigung erhalten')).toBeVisible()
      await expect(page.getByRole('main')).toContainText('Nächstmöglicher Zeitpunkt')
      const { text } = await mailbox.newestTo(email, /^Wir haben Ihre Kündigung erhalten$/)
      expect(text).toContain('ist gekündigt')
      expect(await database.query('SELECT cause::text FROM cancellations WHERE order_id = $1', [id])).toEqual(
        [{ cause: 'BUYER' }],
      )
    })

    test('a contract is withdrawn from by its number and address in two steps, and a letter acknowledges it', {
      tag: '@thorough',
    }, async ({ page, emulator, database, mailbox }) => {
      const { email, ...buyer } = await newPerson()
      const { id } = await paidOrder(emulator, { email, ...buyer }, 'fox')
      await page.goto('/de/cart')
      await page.getByRole('contentinfo').getByRole('link', { name: 'Vertrag widerrufen' }).click()
      await expect(page).toHaveURL('/de/withdraw')
      const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
      await page.getByLabel('Ihr Name').fill('Ana Papel')
      await press('Weiter')
      await expect(page.getByText('Füllen Sie dieses Feld aus.')).toBeVisible()
      await page.getByLabel('Bestellnummer').fill(id)
      await page.getByLabel('E-Mail-Adresse').fill(`x${email}`)
      await press('Weiter')
      const confirm = page.getByRole('heading', { name: 'Prüfen Sie Ihren Widerruf' })
      await expect(confirm).toBeVisible()
      if (javaScriptEnabled) await expect(confirm).toBeFocused()
      await press('Angaben ändern')
      await expect(page.getByLabel('Bestellnummer')).toHaveValue(id)
      await page.getByLabel('E-Mail-Adresse').fill(email)
      await press('Weiter')
      await expect(page.getByRole('main')).toContainText(id)
      if (javaScriptEnabled) await expectAccessible(page)
      await press('Widerruf bestätigen')
      await expect(page.getByText('Wir haben Ihren Widerruf erhalten')).toBeVisible()
      const { text } = await mailbox.newestTo(email, /^Wir haben Ihren Widerruf erhalten$/)
      expect(text).toContain(id)
      expect(
        await database.query(
          'SELECT kind::text, outcome::text FROM declared_cancellations WHERE order_id = $1',
          [id],
        ),
      ).toEqual([{ kind: 'WITHDRAWAL', outcome: 'MATCHED' }])
    })
  })
}

test('the mailbox shows a message on a phone without running what is in it', { tag: '@phone' }, async ({
  page,
  shop,
  mailbox,
}) => {
  const { email } = await newPerson()
  await page.goto('/reset')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Send the link' }).click()
  const { number } = await mailbox.newestTo(email, /^Reset/)
  await page.goto(`${shop.mailboxUrl}/mails/${number}`)
  await expect(page.frameLocator('iframe').getByRole('link', { name: 'Choose a new password' })).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
    page.viewportSize()?.width ?? 0,
  )
  await expectAccessible(page)
})
