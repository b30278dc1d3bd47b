import type { ReactNode } from 'react'
import { prerender } from 'react-dom/static'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ForgetHere } from '@/app/_components/forget-here'
import DeleteCardPage from '@/app/(site)/[variant]/(live)/account/cards/[card]/delete/page'
import CardsPage from '@/app/(site)/[variant]/(live)/account/cards/page'
import ClosePage from '@/app/(site)/[variant]/(live)/account/close/page'
import AccountLayout from '@/app/(site)/[variant]/(live)/account/layout'
import LibraryPage from '@/app/(site)/[variant]/(live)/account/library/page'
import AccountPage from '@/app/(site)/[variant]/(live)/account/page'
import ConfirmPage from '@/app/(site)/[variant]/(live)/confirm/[token]/page'
import InvitationPage from '@/app/(site)/[variant]/(live)/invitation/[token]/page'
import CodePage from '@/app/(site)/[variant]/(live)/login/code/page'
import LoginPage from '@/app/(site)/[variant]/(live)/login/page'
import RegisterPage from '@/app/(site)/[variant]/(live)/register/page'
import ResetLinkPage from '@/app/(site)/[variant]/(live)/reset/[token]/page'
import ResetPage from '@/app/(site)/[variant]/(live)/reset/page'
import { createUser, type SessionSubject } from '@/lib/accounts/mutations'
import { startSession } from '@/lib/accounts/session'
import { createConfirmation } from '@/lib/email-confirmation/mutations'
import { languageHeader } from '@/lib/languages/languages.mjs'
import { localeOf } from '@/lib/languages/locale'
import { messagesOf } from '@/lib/languages/messages'
import { invite } from '@/lib/operators/mutations'
import { createPasswordReset } from '@/lib/password-reset/mutations'
import { receivePingback } from '@/lib/pingbacks/receive'
import { saveCard } from '@/lib/saved-cards/mutations'
import { beginSecondFactor } from '@/lib/second-factor/mutations'
import { Browser } from '@/test/support/next-request'
import { newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { drawIn } from '@/test/support/root-params'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const email = 'ana@example.com'
const stranger = new Browser()
const buyer = new Browser()
const admin = new Browser()
const due = new Browser()
const tokens = { confirm: '', reset: '', invitation: '', card: '' }
let account: SessionSubject

beforeAll(async () => {
  drawIn('de-eur')
  const password = 'seven paper herons'
  account = await createUser({ email, password, name: 'Ana' })
  const { uid } = account
  const { uid: boss, ...session } = await createUser({ email: 'boss@example.com', password, role: 'ADMIN' })
  await beginSecondFactor(boss)
  const of = [
    [buyer, account],
    [admin, await createUser({ email: 'admin@example.com', password, role: 'ADMIN' })],
    [due, { uid: boss, ...session }],
  ] as const
  for (const [browser, subject] of of) await browser.run(() => startSession(subject))
  await database.query('UPDATE users SET totp_confirmed_at = now() WHERE uid = $1', [boss])
  const order = await newOrder(database, { uid, kinds: ['LICENCE', 'DOWNLOAD', 'CREDITS'] })
  await receivePingback(pingbackQuery({ uid, goodsid: order.id, type: 0, ref: newReference() }), undefined)
  const club = await newOrder(database, { uid, kinds: ['MEMBERSHIP'] })
  await receivePingback(pingbackQuery({ uid, goodsid: club.id, type: 0, ref: newReference() }), undefined)
  await database.query(`UPDATE products SET sheet = 'fox.pdf' WHERE kind = 'DOWNLOAD'`)
  await database.query(
    `INSERT INTO product_texts (product_id, language, name, summary, description)
     SELECT id, 'de', 'Fuchs aus Papier', '', '' FROM products WHERE kind = 'DOWNLOAD'`,
  )
  const card = { brand: 'Visa', last4: '4242', expMonth: '12', expYear: '2031' }
  await saveCard(uid, card, { token: 'ot_1', email, firstName: 'Ana', lastName: 'Roe' })
  const [saved] = await database.query<{ id: string }>('SELECT id FROM saved_cards')
  tokens.card = saved?.id ?? ''
  tokens.confirm = await createConfirmation(uid, email)
  tokens.reset = await createPasswordReset(uid, email)
  tokens.invitation = await invite({ role: 'REVIEWER', note: '', createdBy: boss })
})
afterAll(() => drawIn('en-usd'))

const nothing = Promise.resolve({})
const asked = (query: Record<string, string>) => ({ searchParams: Promise.resolve(query) })
const by = (token: keyof typeof tokens) => ({ params: Promise.resolve({ token: tokens[token] }) })

type Page = () => Promise<ReactNode>
const account_ = (page: Page) => async () => AccountLayout({ children: await page() })

async function htmlOf(browser: Browser, page: Page): Promise<string> {
  const { result } = await browser.run(
    async () => new Response((await prerender(await page())).prelude).text(),
    { method: 'GET', headers: { [languageHeader]: 'de' } },
  )
  return result ?? ''
}

/** What a page says, aloud too. */
const textOf = (html: string) =>
  [
    html.replace(/<[^>]*>/g, ' '),
    ...Array.from(html.matchAll(/(?:aria-label|title|placeholder|alt)="([^"]+)"/g), ([, text]) => text),
  ]
    .join(' ')
    .replaceAll('&#x27;', '’')
    .replace(/\s+/g, ' ')

/** The sentences of the English catalog, without those parts that are filled in. */
const english = Array.from(messagesOf(localeOf('en').words))
  .filter(([key]) => /^(?:account|accounts|library|signIn|shop|brand)\./.test(key))
  .flatMap(([, message]) => message.split(/<[^>]*>|\{[^}]*\}/))
  .map((part) => part.trim())
  .filter((part) => /\p{L} \p{L}.*\p{L} \p{L}/u.test(part))

describe('in German', () => {
  test.each<[string, Browser, Page, string]>([
    [
      'signing in',
      stranger,
      () => LoginPage(asked({ next: '/orders/a', ended: '', reset: '' })),
      'Passwort vergessen?',
    ],
    [
      'signing in after closing',
      stranger,
      () => LoginPage(asked({ closed: '', link: '' })),
      'Ihr Konto wurde geschlossen',
    ],
    ['registering', stranger, () => RegisterPage(asked({ next: '/cart' })), 'Konto erstellen'],
    ['a forgotten password', stranger, () => ResetPage(), 'Passwort zurücksetzen'],
    [
      'the link to a new password',
      stranger,
      () => ResetLinkPage(by('reset')),
      'Alle Geräte werden abgemeldet.',
    ],
    ['a dead link', stranger, () => ResetLinkPage(by('invitation')), 'Neuen Link anfordern'],
    [
      'confirming an address',
      stranger,
      () => ConfirmPage(by('confirm')),
      `Ist ${email} Ihre E-Mail-Adresse?`,
    ],
    ['an address that is not confirmed', stranger, () => ConfirmPage(by('reset')), 'Ihrem Konto'],
    ['an invitation', stranger, () => InvitationPage(by('invitation')), 'Prüfer bei Foldline werden'],
    [
      'an invitation to an account',
      buyer,
      () => InvitationPage(by('invitation')),
      `Sie sind als ${email} angemeldet.`,
    ],
    [
      'an invitation to an admin',
      admin,
      () => InvitationPage(by('invitation')),
      'bereits einem Administrator',
    ],
    ['a dead invitation', stranger, () => InvitationPage(by('reset')), 'Diese Einladung funktioniert nicht'],
    ['the code of a second factor', due, () => CodePage(asked({})), 'Code eingeben'],
    ['the account', buyer, account_(() => AccountPage({ searchParams: nothing })), 'Registriert am'],
    [
      'an admin’s account',
      admin,
      account_(() => AccountPage({ searchParams: nothing })),
      'Zwei-Faktor-Anmeldung',
    ],
    ['the library', buyer, account_(() => LibraryPage()), 'Lizenzschlüssel'],
    ['the models of a club', buyer, account_(() => LibraryPage()), 'Fuchs aus Papier'],
    ['an empty library', admin, account_(() => LibraryPage()), 'Hier ist noch nichts.'],
    [
      'the cards',
      buyer,
      account_(() => CardsPage(asked({ deleted: 'x' }))),
      'Visa •••• 4242, gültig bis 12/31',
    ],
    [
      'deleting a card',
      buyer,
      account_(() => DeleteCardPage({ params: Promise.resolve({ card: tokens.card }) })),
      'Diese Karte löschen?',
    ],
    ['closing the account', buyer, account_(() => ClosePage()), 'Ihre Bibliothek mit 2 Artikeln.'],
    ['leaving a computer', stranger, async () => <ForgetHere />, 'Mich auf diesem Gerät vergessen'],
  ])('%s', async (_, browser, page, words) => {
    const html = await htmlOf(browser, page)
    const text = textOf(html)
    expect(text.replace(/ (?=[.,?])/g, '')).toContain(words)
    expect(english.filter((sentence) => text.includes(sentence))).toEqual([])
    const links = Array.from(html.matchAll(/<a [^>]*?href="(\/[^"]*)"/g), ([, href]) => href)
    expect(links.filter((href) => !/^\/(?:de(?:$|[/?#])|api\/|admin)/.test(href ?? ''))).toEqual([])
  })
})
