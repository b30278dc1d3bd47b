import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { SiteFooter } from '@/app/_components/site-footer'
import { DeclarationSteps, untouched } from '@/app/(site)/_declarations/declaration-steps'
import WithdrawPage, { generateMetadata } from '@/app/(site)/[variant]/(live)/withdraw/page'
import { db } from '@/lib/db'
import { declareWithdrawalAction } from '@/lib/declarations/actions'
import { newId } from '@/lib/ids'
import { languageHeader, languages } from '@/lib/languages/languages.mjs'
import { localeOf } from '@/lib/languages/locale'
import { Browser } from '@/test/support/next-request'
import { newOrder } from '@/test/support/orders'
import { drawIn } from '@/test/support/root-params'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
let networks = 0

/** Sends the form as a page in a language does. */
async function send(language: string, fields: Record<string, string>) {
  const form = new FormData()
  const usual = { key: newId(), contract: newId(), part: '', name: 'Ana', email: `a${newId()}@example.com` }
  for (const [name, value] of Object.entries({ ...usual, ...fields })) form.set(name, value)
  return new Browser(`198.51.100.${++networks}`).run(
    () => declareWithdrawalAction({ values: {}, errors: {} }, form),
    { method: 'POST', headers: { [languageHeader]: language } },
  )
}

test.each([
  ['en-usd', 'Withdraw from a contract', 'Continue'],
  ['de-eur', 'Vertrag widerrufen', 'Weiter'],
])(
  'the page %s asks for name, contract and address, and for nothing else',
  async (variant, title, button) => {
    drawIn(variant)
    const order = newId()
    const markup = renderToStaticMarkup(await WithdrawPage({ searchParams: Promise.resolve({ order }) }))
    expect((await generateMetadata()).title).toBe(title)
    expect(markup).toMatch(new RegExp(`<h1[^>]*>${title}</h1>`))
    expect(markup).toMatch(new RegExp(`<button type="submit"[^>]*>${button}</button>`))
    const names = [...markup.matchAll(/ name="([^"$]+)"/g)].map(([, name]) => name)
    expect(names).toEqual(['key', 'contract', 'part', 'name', 'email'])
    expect(markup).toContain(`value="${order}"`)
  },
)

test.each(languages)(
  'the footer of every page in $title leads there, by the words of the law',
  ({ name }) => {
    const locale = localeOf(name)
    const markup = renderToStaticMarkup(<SiteFooter locale={locale} />)
    const [, text] = new RegExp(`href="${locale.path('/withdraw')}"[^>]*>([^<]+)<`).exec(markup) ?? []
    expect(text).toBe({ en: 'Withdraw from contract here', de: 'Vertrag widerrufen' }[name])
    expect(locale.words.withdrawals.confirm.submit).toBe(
      { en: 'Confirm withdrawal', de: 'Widerruf bestätigen' }[name],
    )
  },
)

test('what was typed is shown first, and nothing is declared before it is confirmed', async () => {
  const fields = { key: newId(), contract: newId(), email: 'ana@example.com', part: 'Fuchs' }
  const count = () => db().declaration.count({ where: { id: fields.key } })
  const { result: first } = await send('de', fields)
  expect(first?.toConfirm).toEqual([
    ['Erklärung', 'Hiermit widerrufe ich den unten genannten Vertrag.'],
    ['Bestellung', fields.contract],
    ['Nur für', 'Fuchs'],
    ['Name', 'Ana'],
    ['E-Mail-Adresse', 'ana@example.com'],
  ])
  expect(await count()).toBe(0)
  const { result: back } = await send('de', { ...fields, step: 'change' })
  expect(back).toEqual({
    values: { contract: fields.contract, part: 'Fuchs', name: 'Ana', email: 'ana@example.com' },
    errors: {},
  })
  expect(await count()).toBe(0)
  const { result: done } = await send('de', { ...fields, step: 'confirm' })
  expect(done?.declared).toEqual([
    ['Eingegangen', expect.stringMatching(/^\d+\.\u00a0\S+ \d{4} um \d\d:\d\d:\d\d UTC$/)],
    ...(first?.toConfirm ?? []),
  ])
  expect(await count()).toBe(1)
  // The page was reloaded, or the button pressed twice.
  const { result: again } = await send('de', { ...fields, step: 'confirm' })
  expect(again).toEqual(done)
  expect(await count()).toBe(1)
})

test('what is confirmed is checked again: a page that was changed declares nothing wrong', async () => {
  const { result } = await send('en', { step: 'confirm', email: 'ana' })
  expect(result?.errors).toEqual({ email: 'Enter an e-mail address like name@example.com.' })
  expect(await db().declaration.count({ where: { language: 'en' } })).toBe(0)
})

test('a letter is promised only where one comes, whatever the withdrawal is from', async () => {
  const order = await newOrder(database)
  const { email } = await db().user.findUniqueOrThrow({ where: { uid: order.uid } })
  const key = newId()
  for (const contract of [key, order.id, newId()]) {
    const { result } = await send('en', {
      step: 'confirm',
      email,
      contract,
      ...(contract === key && { key }),
    })
    expect(result?.hasLetter).toBe(true)
  }
  // Somebody has used up what may be sent to this address.
  for (const contract of [newId(), order.id]) {
    const { result } = await send('en', { step: 'confirm', email, contract })
    expect(result?.declared).toBeDefined()
    expect(result?.hasLetter).toBe(false)
  }
  const { result: again } = await send('en', { step: 'confirm', email, contract: key, key })
  expect(again?.hasLetter).toBe(true)
})

test.each(languages)('in $title the page says so', ({ name }) => {
  const { withdrawals, cancellations } = localeOf(name).words
  for (const { done } of [withdrawals, cancellations]) {
    const markup = (hasLetter: boolean) =>
      renderToStaticMarkup(
        <DeclarationSteps state={{ ...untouched, declared: [], hasLetter }} done={done}>
          -
        </DeclarationSteps>,
      )
    expect(markup(true)).toContain(done.lead)
    expect(markup(false)).toContain(done.withoutLetter)
    expect(markup(false)).not.toContain(done.lead)
    expect(done.withoutLetter).not.toMatch(/mail/i)
  }
})

test('the answer is the same with an order and without', async () => {
  const order = await newOrder(database)
  const { email } = await db().user.findUniqueOrThrow({ where: { uid: order.uid } })
  const key = newId()
  const plain = async (fields: Record<string, string>) => {
    const { result } = await send('en', { step: 'confirm', email, ...fields })
    return result?.declared?.filter(([label]) => label !== 'Received')
  }
  const matched = await plain({ contract: order.id })
  const other = await plain({ contract: key })
  expect(JSON.stringify(other).replaceAll(key, order.id)).toBe(JSON.stringify(matched))
})

test.each([
  [{ contract: ' ' }, 'contract', 'Füllen Sie dieses Feld aus.'],
  [{ name: 'Win at http://evil.example' }, 'name', 'Schreiben Sie den Text ohne Internetadressen.'],
  [{ part: 'x'.repeat(301) }, 'part', 'Dieser Text ist zu lang. Kürzen Sie ihn.'],
  [{ part: 'www.evil.example' }, 'part', 'Schreiben Sie den Text ohne Internetadressen.'],
  [{ email: 'ana' }, 'email', 'Geben Sie eine E-Mail-Adresse wie name@example.com ein.'],
])('%o is refused at its field, with what was typed', async (fields, name, message) => {
  const { result } = await send('de', fields)
  expect(result?.errors).toEqual({ [name]: message })
  expect(result?.toConfirm).toBeUndefined()
  expect(result?.values).toMatchObject(fields)
})

test('a form without its key is no form of the page', async () => {
  expect((await send('en', { key: 'x' })).status).toBe(404)
})
