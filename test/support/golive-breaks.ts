import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { env } from '@/lib/env'
import { newId } from '@/lib/ids'
import { signature } from '@/lib/paymentwall/signature'
import { genuinePairs, type Pair } from '@/lib/prove/pingback'
import { acceptTermsOf, type Person, placeOrder } from '@/test/support/buyer'
import { type Database, expect } from '@/test/support/fixtures'
import type { Alter, SecondShop } from '@/test/support/second-shop'

/** Where a point is broken: a shop in which all is proven, and an operator who is signed in. */
export interface Stage {
  shop: SecondShop
  database: Database
  page: Page
  person: Person
}

/** Check points by their ids, as the go-live page of a shop shows them. */
export type Table = Record<string, string>

/** One thing that is wrong, made as it would come about. */
export interface Break {
  what: string
  /** Makes it, and returns what mends it. */
  make: (stage: Stage) => Promise<() => unknown>
  /** The points that fail by it, and no others; and the reason that is given. */
  fails: readonly string[]
  reason: RegExp
}

/** What the go-live page says of each point: its state, and why. */
export async function readTable(page: Page, url: string): Promise<Table> {
  await page.goto(`${url}/admin/go-live`)
  const rows = await page
    .getByRole('table', { name: /^Check points of section/ })
    .getByRole('row')
    .filter({ has: page.getByRole('cell') })
    .evaluateAll((found) =>
      found.map((row) =>
        Array.from(row.querySelectorAll('td > span:last-child'), (cell) => cell.textContent.trim()),
      ),
    )
  return Object.fromEntries(
    rows.map(([point = '', state, why]): [string, string] => [
      point.split(' ', 1)[0] ?? '',
      `${state}: ${why}`,
    ]),
  )
}

/** The points that differ between two looks at the table, as the second has them. */
export function changed(before: Table, after: Table): Table {
  return Object.fromEntries(Object.entries(after).filter(([id, said]) => before[id] !== said))
}

/** Answers that somebody between shop and buyer, or a bad release, would give. */
const serves =
  (alter: Alter): Break['make'] =>
  async ({ shop }) => {
    shop.alter = alter
    return () => {
      shop.alter = () => undefined
    }
  }

export const without =
  (path: string): Alter =>
  (asked) =>
    asked.split('?', 1)[0] === path ? { status: 404, body: 'Not found' } : undefined

/** Every pingback is answered OK, whatever the listener thinks of it. */
export const okToAll: Alter = (asked) =>
  asked.startsWith('/api/pingback') ? { status: 200, body: 'OK' } : undefined

const pageWithout =
  (path: RegExp, text: string | RegExp): Alter =>
  (asked, { body }) =>
    path.test(asked) ? { body: body.replaceAll(text, '') } : undefined

/** A statement that breaks something, and one that mends it. */
const runs =
  (spoil: string, mend: string): Break['make'] =>
  async ({ database }) => {
    expect(await database.query(spoil), spoil).not.toEqual([])
    return () => database.query(mend)
  }

/** Counted by the day, such a thing lapses after thirty days and not before. */
const lapses = (database: Database, name: string) => () =>
  database.query(`UPDATE daily_counts SET day = day - 31 WHERE name LIKE '%' || $1`, [name])

async function counted(database: Database, name: string): Promise<void> {
  await expect
    .poll(() =>
      database.query(
        `SELECT day FROM daily_counts WHERE name LIKE '%' || $1 AND day > now() - interval '2 days'`,
        [name],
      ),
    )
    .not.toEqual([])
}

/** An order whose lines are delivered, and delivered once more. */
const deliveredAgain =
  (order: string): Break['make'] =>
  async ({ database }) => {
    await database.query('DROP INDEX deliveries_order_line_id_key')
    const id = newId()
    const made = await database.query(
      `INSERT INTO deliveries (id, order_line_id, order_id, uid, kind, granted_at)
       SELECT $1, l.id, o.id, o.uid, l.kind, now() FROM order_lines l JOIN orders o ON o.id = l.order_id
       WHERE o.id = (${order}) LIMIT 1 RETURNING id`,
      [id],
    )
    expect(made).toHaveLength(1)
    return async () => {
      await database.query('DELETE FROM deliveries WHERE id = $1', [id])
      await database.query('CREATE UNIQUE INDEX deliveries_order_line_id_key ON deliveries (order_line_id)')
    }
  }

/** A buyer's form whose card inputs have names and which no script keeps from being sent. */
const namedInputs: Break['make'] = async ({ shop, database, page, person }) => {
  const order = await placeOrder(person, 'fox')
  await acceptTermsOf(order)
  await page.route(/\/brick\/.*\.js$/, async (route) => {
    const answer = await route.fetch()
    const script = (await answer.text())
      .replace("element('input', { id,", "element('input', { id, name: id,")
      .replace("{ id: 'brick-payment-form',", "{ id: 'brick-payment-form', method: 'post',")
      .replace("form.addEventListener('submit'", "form.addEventListener('unheard'")
    await route.fulfill({ response: answer, body: script })
  })
  await page.goto(`${shop.url}/checkout/${order}`)
  await page.getByLabel('Card number').fill('4242 4242 4242 4242')
  const refused = page.waitForResponse((response) => response.request().method() === 'POST')
  await page.getByRole('button', { name: /^Pay / }).click()
  expect((await refused).status()).toBe(400)
  await page.unroute(/\/brick\/.*\.js$/)
  await counted(database, 'card number from a payment page')
  return lapses(database, 'card number from a payment page')
}

/** An answer of the shop, by a program that prints card numbers, such as a library that was told to debug. */
export const printsCardNumbers = {
  NODE_OPTIONS: `--import=data:text/javascript,setTimeout(()=>console.log('paid%20by%204242%204242%204242%204242'),1500)`,
}

export async function expectMasked(database: Database, log: string): Promise<() => unknown> {
  await counted(database, 'masked card number')
  const printed = readFileSync(log, 'utf8')
  expect(printed).toContain('paid by')
  expect(printed).not.toMatch(/4242[ -]?4242/)
  return lapses(database, 'masked card number')
}

const reviewed = (type: 201 | 202) =>
  `SELECT order_id FROM pingbacks WHERE type = ${type} ORDER BY id DESC LIMIT 1`
const newestPaid = `SELECT p.order_id FROM payments p WHERE p.state = 'PAID' AND p.is_test
  AND NOT EXISTS (SELECT FROM charge_attempts c WHERE c.order_id = p.order_id)
  AND NOT EXISTS (SELECT FROM pingback_attempts a WHERE a.order_id = p.order_id AND a.verdict = 'duplicate')
  ORDER BY p.created_at DESC LIMIT 1`
const newestCharge = `SELECT id FROM charge_attempts WHERE cardinality(sent) > 0 AND had_fingerprint ORDER BY created_at DESC LIMIT 1`

/** What Paymentwall sends, to a shop that refuses its signature version, until it is set right and sends it again. */
const refusesGenuine: Break['make'] = async ({ shop, database, page }) => {
  const [last] = await database.query<{ ref: string }>(
    'SELECT ref FROM pingbacks WHERE type = 2 ORDER BY id DESC LIMIT 1',
  )
  const genuine = await genuinePairs(last?.ref ?? '', 2)
  const older: Pair[] = [...genuine.filter(([name]) => !/^sig/.test(name)), ['sign_version', '2']]
  const signed: Pair[] = [...older, ['sig', signature(older, 2, env().PAYMENTWALL_SECRET_KEY)]]
  const send = (pairs: readonly Pair[]) =>
    page.request.get(
      `${shop.url}/api/pingback?${new URLSearchParams(pairs.map(([name, value]) => [name, value]))}`,
    )
  expect((await send(signed)).status()).toBe(403)
  await expect
    .poll(() =>
      database.query(
        `SELECT id FROM pingback_attempts WHERE reason = 'version_refused' AND secret IS NOT NULL`,
      ),
    )
    .not.toEqual([])
  return async () => expect(await (await send(genuine)).text()).toBe('OK')
}

/** Everything that is broken, one by one. */
export const breaks: readonly Break[] = [
  {
    what: 'a payment page is asked for over HTTP',
    make: async ({ shop, database, page }) => {
      await page.request.get(`${shop.url}/checkout/x`, {
        headers: { 'x-forwarded-proto': 'http' },
        maxRedirects: 0,
      })
      await counted(database, 'payment page over http')
      return lapses(database, 'payment page over http')
    },
    fails: ['C1', 'D2.1', 'F5'],
    reason: /Requests to payment pages on .*: 1 used HTTP, without encryption\.$/,
  },
  {
    what: 'the shop’s pages load something over HTTP',
    make: serves((path, { body }) =>
      path === '/' ? { body: `${body}<script src="http://stats.example/spy.js"></script>` } : undefined,
    ),
    fails: ['C1', 'D2.1', 'F5'],
    reason: /loads something over HTTP \(mixed content\)/,
  },
  {
    what: 'Brick’s form has named inputs, and is sent',
    make: namedInputs,
    fails: ['C5', 'D2.7'],
    reason:
      /Forms of the payment pages on .*: one submitted a card number, so an input has a name; it was refused\.$/,
  },
  {
    what: 'the privacy policy is gone',
    make: serves(without('/privacy')),
    fails: ['F2'],
    reason: /The page \/privacy, fetched signed out: lacks all content \(it answered 404\)\.$/,
  },
  {
    what: 'the refund policy is gone',
    make: serves(without('/refunds')),
    fails: ['B5', 'C6', 'D2.9.4', 'F2'],
    reason: /The page \/refunds, fetched signed out: lacks all content \(it answered 404\)\.$/,
  },
  {
    what: 'the listener answers OK to a forgery',
    make: serves(okToAll),
    fails: ['B9', 'C8', 'D3.2.4'],
    reason: /A forged pingback, sent to the listener by this check: answered 200 OK\.$/,
  },
  {
    what: 'a forgery was refused, and delivered all the same',
    make: runs(
      `UPDATE pingback_attempts SET order_id = (${newestPaid}) WHERE id = (
         SELECT max(id) FROM pingback_attempts WHERE reason = 'signature_mismatch' AND secret IS NULL) RETURNING id`,
      `UPDATE pingback_attempts SET order_id = NULL WHERE reason = 'signature_mismatch' AND secret IS NULL`,
    ),
    fails: ['B9', 'C8', 'D3.2.4'],
    reason: /Pingback with a wrong signature.*: refused \(signature_mismatch\), but it changed an order\.$/,
  },
  {
    what: 'a repeated pingback delivers again',
    make: deliveredAgain(
      `SELECT p.order_id FROM pingback_attempts a JOIN pingbacks p ON p.id = a.pingback_id
       WHERE a.verdict = 'duplicate' AND p.type = 0 ORDER BY a.id DESC LIMIT 1`,
    ),
    fails: ['B8', 'C8', 'D3.2.3'],
    reason:
      /Pingback of type 0 for payment \w+, sent again: answered OK; 2 deliveries for 1 lines of the order\.$/,
  },
  {
    what: 'the listener is gone',
    make: serves(without('/api/pingback')),
    fails: ['B6', 'D3.1'],
    reason: /answered 404, as if there was no listener\.$/,
  },
  {
    what: 'a genuine pingback is refused',
    make: refusesGenuine,
    fails: ['B7', 'C7', 'D3.2.2', 'D3.2.2.1'],
    reason: /Pingback of type 2 \(reversal\) with a correct signature: refused \(version_refused\)\.$/,
  },
  {
    what: 'the sign-in page is gone',
    make: serves(without('/login')),
    fails: ['A1', 'F1', 'F2'],
    reason: /The page \/login, fetched signed out: /,
  },
  {
    what: 'a uid is an address',
    make: runs(
      `UPDATE pingbacks SET parameters = parameters || jsonb_build_object('uid', '203.0.113.9', 'was', parameters->>'uid')
       WHERE order_id = (${newestPaid}) RETURNING id`,
      `UPDATE pingbacks SET parameters = (parameters || jsonb_build_object('uid', parameters->>'was')) - 'was' WHERE parameters ? 'was'`,
    ),
    fails: ['B2', 'D1.2'],
    reason: /: an address, not a permanent id\.$/,
  },
  {
    what: 'goods that are paid are withdrawn',
    make: runs(
      `UPDATE deliveries SET withdrawn_at = '2001-01-01' WHERE order_id = (${newestPaid}) AND withdrawn_at IS NULL RETURNING id`,
      `UPDATE deliveries SET withdrawn_at = NULL WHERE withdrawn_at = '2001-01-01'`,
    ),
    fails: ['B3', 'D1.4', 'B10', 'D3.3', 'C8'],
    reason: /ayment \w+, paid: paid, but only 0 of 1 lines are delivered\.$/,
  },
  {
    what: 'a membership’s page does not say how to cancel',
    make: serves(pageWithout(/^\/products\//, /You can cancel at any time[^<]*/g)),
    fails: ['B4', 'C6', 'D2.9.3'],
    reason: /The page \/products\/.*: lacks beside the button: “You can cancel at any time/,
  },
  {
    what: 'the checkout of an order is gone',
    make: serves((path) => (path.startsWith('/checkout/') ? { status: 404, body: '' } : undefined)),
    fails: ['B1', 'D1.1'],
    reason: /The checkout of an order, fetched signed out: answered 404\.$/,
  },
  {
    what: 'Paymentwall refuses a Delivery Confirmation',
    make: runs(
      `UPDATE delivery_confirmations SET refused_at = accepted_at, accepted_at = NULL WHERE id = (SELECT max(id) FROM delivery_confirmations) RETURNING id`,
      `UPDATE delivery_confirmations SET accepted_at = refused_at, refused_at = NULL WHERE refused_at IS NOT NULL`,
    ),
    fails: ['B11'],
    reason: /Delivery Confirmation calls about payment \w+: refused by Paymentwall: \w+\.$/,
  },
  {
    what: 'a card is charged without a fingerprint',
    make: runs(
      `UPDATE charge_attempts SET had_fingerprint = FALSE WHERE id = (${newestCharge}) RETURNING id`,
      `UPDATE charge_attempts SET had_fingerprint = TRUE WHERE NOT had_fingerprint`,
    ),
    fails: ['C3', 'D2.5'],
    reason: /Card charge \w+: sent without a fingerprint\.$/,
  },
  {
    what: 'a charge that was left at the bank charges',
    make: runs(
      `UPDATE charge_attempts SET charge_id = 'late' WHERE state = 'EXPIRED' AND charge_id IS NULL RETURNING id`,
      `UPDATE charge_attempts SET charge_id = NULL WHERE charge_id = 'late'`,
    ),
    fails: ['C4', 'D2.3'],
    reason: /Card charge \w+: abandoned at the bank, but charged \(late\)\.$/,
  },
  {
    what: 'a charge does not tell the buyer’s address',
    make: runs(
      `UPDATE charge_attempts SET sent = array_append(array_remove(sent, 'email'), 'lost') WHERE id = (${newestCharge}) RETURNING id`,
      `UPDATE charge_attempts SET sent = array_append(array_remove(sent, 'lost'), 'email') WHERE 'lost' = ANY(sent)`,
    ),
    fails: ['D2.4'],
    reason: /Card charge \w+: sent without email\.$/,
  },
  {
    what: 'a charge does not tell the holder’s name',
    make: runs(
      `UPDATE charge_attempts SET sent = array_append(array_remove(sent, 'customer[lastname]'), 'lost') WHERE id = (${newestCharge}) RETURNING id`,
      `UPDATE charge_attempts SET sent = array_append(array_remove(sent, 'lost'), 'customer[lastname]') WHERE 'lost' = ANY(sent)`,
    ),
    fails: ['D2.6'],
    reason: /Card charge \w+: sent without customer\[lastname\]\.$/,
  },
  {
    what: 'a membership is charged without its period',
    make: runs(
      `UPDATE charge_attempts SET sent = array_append(array_remove(sent, 'period'), 'lost') WHERE subscription_id IS NOT NULL RETURNING id`,
      `UPDATE charge_attempts SET sent = array_append(array_remove(sent, 'lost'), 'period') WHERE 'lost' = ANY(sent)`,
    ),
    fails: ['D2.9.2'],
    reason: /Card charge \w+: a membership, set up without period\.$/,
  },
  {
    what: 'what was declined after its review is delivered',
    make: deliveredAgain(reviewed(202)),
    fails: ['D4.2.1', 'D4.2.2', 'B10', 'D3.3', 'C8'],
    reason: /(now DECLINED, 1 of 1 lines delivered|no longer paid, but 1 of 1 lines are still delivered)\.$/,
  },
  {
    what: 'the company’s name stands nowhere',
    make: serves(pageWithout(/^\/(?:$|cart|login|contact)/, 'Example Trading Ltd')),
    fails: ['F1'],
    reason: /: lacks the company’s name\.$/,
  },
  {
    what: 'nobody can be written to',
    make: serves(pageWithout(/^\/(?:$|contact)/, 'mailto:')),
    fails: ['F3'],
    reason: /: lacks a link to the support address\.$/,
  },
  {
    what: 'a buyer has accepted something else',
    make: runs(
      `UPDATE terms_acceptances SET wording = reverse(wording) WHERE order_id = (${newestPaid}) RETURNING order_id`,
      `UPDATE terms_acceptances SET wording = reverse(wording) WHERE strpos(reverse(wording), 'Terms') > 0`,
    ),
    fails: ['F4'],
    reason: /Order \w+: accepted without /,
  },
  {
    what: 'a card number stands in the database',
    make: runs(
      `UPDATE users SET name = '4242 4242 4242 4242' WHERE name = 'Test buyer (go-live)' AND uid = (SELECT max(uid) FROM users WHERE name = 'Test buyer (go-live)') RETURNING uid`,
      `UPDATE users SET name = 'Test buyer (go-live)' WHERE name = '4242 4242 4242 4242'`,
    ),
    fails: ['C5', 'D2.7'],
    reason: /: a possible card number is in users\.name\.$/,
  },
]
