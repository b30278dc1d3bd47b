import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { SiteFooter } from '@/app/_components/site-footer'
import CancelPage, { generateMetadata } from '@/app/(site)/[variant]/(live)/cancel/page'
import { db } from '@/lib/db'
import { declareCancellationAction } from '@/lib/declarations/actions'
import { newId } from '@/lib/ids'
import { languageHeader, languages } from '@/lib/languages/languages.mjs'
import { localeOf } from '@/lib/languages/locale'
import { newMembership, notifyMembership } from '@/test/support/memberships'
import { Browser } from '@/test/support/next-request'
import { newReference } from '@/test/support/pingbacks'
import { drawIn } from '@/test/support/root-params'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
let networks = 0

/** Sends the form as a page in a language does. */
async function send(language: string, fields: Record<string, string>) {
  const form = new FormData()
  const usual = { key: newId(), contract: 'Club', name: 'Ana', email: `a${newId()}@example.com` }
  for (const [name, value] of Object.entries({ ...usual, ...fields })) form.set(name, value)
  return new Browser(`198.51.100.${++networks}`).run(
    () => declareCancellationAction({ values: {}, errors: {} }, form),
    { method: 'POST', headers: { [languageHeader]: language } },
  )
}

test.each([
  ['en-usd', 'Cancel a membership', 'Cancel now', 'Cancellation for good cause'],
  ['de-eur', 'Verträge hier kündigen', 'Jetzt kündigen', 'Außerordentliche Kündigung'],
])(
  'the page %s asks for what is needed, and its button says what it does',
  async (variant, title, button, kind) => {
    drawIn(variant)
    const markup = renderToStaticMarkup(await CancelPage())
    expect((await generateMetadata()).title).toBe(title)
    expect(markup).toMatch(new RegExp(`<h1[^>]*>${title}</h1>`))
    expect(markup).toMatch(new RegExp(`<button type="submit"[^>]*>${button}</button>`))
    expect(markup).toContain(kind)
    for (const name of ['key', 'contract', 'name', 'email', 'kind', 'reason', 'endsOn'])
      expect(markup).toContain(`name="${name}"`)
  },
)

test.each(languages)('the footer of every page in $title leads there', ({ name }) => {
  const locale = localeOf(name)
  const markup = renderToStaticMarkup(<SiteFooter locale={locale} />)
  const [, text] = new RegExp(`href="${locale.path('/cancel')}"[^>]*>([^<]+)<`).exec(markup) ?? []
  expect(text).toBe(locale.t('cancellations.title'))
})

test('the answer says what was declared and when, and is the same with a membership and without', async () => {
  const order = await newMembership(database)
  await notifyMembership(order, { ref: newReference(), type: 0 })
  const { email } = await db().user.findUniqueOrThrow({ where: { uid: order.uid } })
  const labels = async (fields: Record<string, string>) => {
    const { result } = await send('de', fields)
    return result?.declared?.map(([label]) => label)
  }
  const matched = await labels({ contract: order.id, email })
  expect(matched).toEqual([
    'Eingegangen',
    'Mitgliedschaft',
    'Name',
    'E-Mail-Adresse',
    'Art der Kündigung',
    'Gewünschtes Vertragsende',
  ])
  expect(await labels({ contract: order.id })).toEqual(matched)
  const { result } = await send('en', { contract: 'Club', endsOn: '2027-06-30' })
  expect(Object.fromEntries(result?.declared ?? [])).toMatchObject({
    Received: expect.stringMatching(/^\d+ \w+ \d{4} at \d\d:\d\d:\d\d UTC$/),
    Membership: 'Club',
    'End date': '30 June 2027',
  })
  expect(await db().declaration.count({ where: { language: 'en' } })).toBe(1)
})

test.each([
  [{ contract: ' ' }, 'contract', 'Füllen Sie dieses Feld aus.'],
  [{ contract: 'x'.repeat(121) }, 'contract', 'Dieser Text ist zu lang. Kürzen Sie ihn.'],
  [{ name: 'Win at http://evil.example' }, 'name', 'Schreiben Sie den Text ohne Internetadressen.'],
  [{ name: 'A\u0007na' }, 'name', 'Schreiben Sie den Text ohne Steuerzeichen.'],
  [{ email: 'ana' }, 'email', 'Geben Sie eine E-Mail-Adresse wie name@example.com ein.'],
  [{ kind: 'extraordinary' }, 'reason', 'Füllen Sie dieses Feld aus.'],
  [{ endsOn: '2020-01-01' }, 'endsOn', /^Wählen Sie einen Tag ab heute/],
  [{ endsOn: '2099-01-01' }, 'endsOn', /^Wählen Sie einen Tag ab heute/],
  [{ endsOn: 'soon' }, 'endsOn', /^Wählen Sie einen Tag ab heute/],
])('%o is refused at its field, with what was typed', async (fields, name, message) => {
  const before = await db().declaration.count()
  const { result } = await send('de', fields)
  expect(result?.errors).toEqual({ [name]: expect.stringMatching(message) })
  expect(result?.values).toMatchObject(fields)
  expect(await db().declaration.count()).toBe(before)
})

test('a form without its key is no form of the page', async () => {
  expect((await send('en', { key: 'x' })).status).toBe(404)
})
