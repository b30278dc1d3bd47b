import { readFile } from 'node:fs/promises'
import { request as httpsRequest } from 'node:https'
import path from 'node:path'
import { enterAsNew } from '../test/support/buyer'
import { expect, test } from '../test/support/fixtures'

const number = '4242424242424242'

test('a body full of digits and spaces delays nobody', async ({ request, page }) => {
  const long = request.post('/', { data: '1 '.repeat(60_000) })
  const longest = Array.from({ length: 5 }, () => request.post('/', { data: '1 '.repeat(32_000) }))
  await page.goto('/')
  await expect(page.getByRole('main')).toBeVisible()
  expect((await long).status()).toBe(413)
  for (const answer of await Promise.all(longest)) expect(answer.status()).not.toBe(413)
})

test('a body without end is refused while it is being sent', async ({ baseURL }) => {
  const status = await new Promise((resolve, reject) => {
    const sending = httpsRequest(
      `${baseURL}/login`,
      { method: 'POST', rejectUnauthorized: false },
      (answer) => {
        resolve(answer.statusCode)
        sending.destroy()
      },
    )
    const piece = 'x'.repeat(16_384)
    const more = () => {
      while (!sending.destroyed && sending.write(piece)) {}
    }
    sending.on('drain', more).on('error', reject)
    more()
  })
  expect(status).toBe(413)
})

test('a card number typed in full-width digits is refused, wherever it is typed', async ({
  page,
  request,
}) => {
  await page.goto('/register')
  const form = page.locator('form').filter({ has: page.getByLabel('Password') })
  await form.getByLabel('Name').fill('４２４２　４２４２　４２４２　４２４２')
  await form.getByLabel('E-mail').fill('typed@example.com')
  await form.getByLabel('Password').fill('correct horse battery')
  const answered = page.waitForResponse((answer) => answer.request().method() === 'POST')
  await form.getByRole('button').click()
  expect((await answered).status()).toBe(400)
  expect((await request.get(`/?ref=${number}`)).status()).toBe(400)
})

test('a reference of the provider’s leads back to the order, although it reads like a card number', async ({
  page,
}) => {
  const address = `/orders/0k3vd9slq0zxt7wry2np?ref=${number}`
  const refused: number[] = []
  page.on('response', (answer) => answer.status() === 400 && refused.push(answer.status()))
  await page.goto(address)
  expect(new URL(page.url()).pathname).toBe('/login')
  await enterAsNew(page)
  expect((await page.goto(address))?.status()).toBe(404)
  const link = page.getByRole('main').getByRole('link').first()
  const target = await link.getAttribute('href')
  await link.click()
  await expect(page).toHaveURL(target ?? '')
  await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible()
  expect(refused).toEqual([])
})

test('every line of the log is JSON in printable characters', async ({ request, shop }) => {
  await request.get(`/api/pingback?${encodeURIComponent('strange\u009b31m\u2028name')}=1`)
  const log = () => readFile(path.join(shop.logs, 'shop.log'), 'utf8')
  await expect.poll(log).toContain('strange\ufffd31m\ufffdname')
  const lines = (await log()).trimEnd().split('\n')
  expect(lines.length).toBeGreaterThan(3)
  for (const line of lines) {
    expect(() => JSON.parse(line), line).not.toThrow()
    expect(line).not.toMatch(/\p{C}|\p{Zl}|\p{Zp}/u)
    expect(line).not.toContain('uncaughtException')
  }
})
