import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { APIRequestContext, APIResponse, Browser } from '@playwright/test'
import { enterAs, newPerson, type Person } from '../test/support/buyer'
import { expect, test } from '../test/support/fixtures'
import { inTurn, isThorough } from '../test/support/thoroughness'

// Computed from the sources and from the build, so that a page or an action that forgets to ask who is there is found.

const root = process.cwd()
const office = 'app/(admin)'

type Role = 'REVIEWER' | 'ADMIN'

interface Place {
  address: string
  role: Role
}

/** Every page and handler of the back office, with who may open it as its file says. */
function places(): Place[] {
  return readdirSync(path.join(root, office), { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep))
    .filter((parts) => /^(page\.tsx|route\.ts)$/.test(parts.at(-1) ?? ''))
    .map((parts) => {
      const source = readFileSync(path.join(root, office, ...parts), 'utf8')
      const [, written] =
        /(?:adminPage\(|requireRole\(|adminHandler\()\s*'(REVIEWER|ADMIN)'/.exec(source) ?? []
      // What is done to an order (actPage), or ends something of a customer (endPage), is done by admins.
      const role = written ?? (/^export default (?:act|end)Page\(/m.test(source) ? 'ADMIN' : undefined)
      if (role !== 'REVIEWER' && role !== 'ADMIN') throw new Error(`${parts.join('/')} names no role`)
      const named = parts.slice(0, -1).filter((name) => !name.startsWith('('))
      return { role, address: `/${named.map((name) => (name.startsWith('[') ? 'x' : name)).join('/')}` }
    })
}

interface Action {
  id: string
  name: string
  /** An address of the back office that has it in a form. */
  page: string
}

/** Every server action that a page of the back office has, as the build says. */
function actions(): Action[] {
  const manifest: {
    node: Record<string, { exportedName: string; workers: Record<string, unknown> }>
  } = JSON.parse(readFileSync(path.join(root, '.next/server/server-reference-manifest.json'), 'utf8'))
  return Object.entries(manifest.node).flatMap(([id, { exportedName: name, workers }]) => {
    const page = Object.keys(workers).find((worker) => worker.startsWith(`${office}/`))
    if (page === undefined) return []
    const parts = page
      .split('/')
      .slice(1, -1)
      .filter((part) => !part.startsWith('('))
    return [{ id, name, page: `/${parts.map((part) => (part.startsWith('[') ? 'x' : part)).join('/')}` }]
  })
}

/** The requests of a guest, or of somebody who is signed in. */
async function requestsOf(browser: Browser, person?: Person): Promise<APIRequestContext> {
  const context = await browser.newContext()
  if (person) await enterAs(context, person)
  return context.request
}

/** Sign-in or 404: nothing of the page, and no act done. A soft navigation is told so within an answer of its own kind. */
async function expectRefusal(answer: APIResponse, what: string, who: 'guest' | 'other') {
  const {
    location = '',
    'x-action-redirect': actionRedirect = '',
    'content-type': type = '',
  } = answer.headers()
  const text = await answer.text()
  const isSoft = answer.status() === 200 && type.startsWith('text/x-component')
  const place = actionRedirect || location || (/NEXT_REDIRECT;\w+;([^;]*)/.exec(text)?.[1] ?? '')
  // What no form sends, and what no handler takes, is refused before anybody is asked for.
  const isDrawnAsMissing = text.includes('Page not found') && !text.includes('data-operator')
  const isMissing =
    [400, 404, 405].includes(answer.status()) ||
    (isSoft && (text.includes('NEXT_HTTP_ERROR_FALLBACK;404') || isDrawnAsMissing))
  const isSentToSignIn =
    (isSoft || [303, 307].includes(answer.status())) && /\/login\?next=/.test(decodeURIComponent(place))
  expect(isMissing || (who === 'guest' && isSentToSignIn), `${what}: ${answer.status()} ${place}`).toBe(true)
}

const everyForm = { maxRedirects: 0, failOnStatusCode: false }

type Calls = [how: string, call: () => Promise<APIResponse>][]

/** All ways in which a browser asks for an address; everything here answers the first. */
function requestsFor(request: APIRequestContext, address: string): Calls {
  return [
    [`GET ${address}`, () => request.get(address, everyForm)],
    [`GET, soft ${address}`, () => request.get(`${address}?_rsc`, { ...everyForm, headers: { rsc: '1' } })],
    [`HEAD ${address}`, () => request.head(address, everyForm)],
    [`POST ${address}`, () => request.post(address, { ...everyForm, form: { a: 'b' } })],
    [`POST, multipart ${address}`, () => request.post(address, { ...everyForm, multipart: { a: 'b' } })],
  ]
}

/** All forms in which a browser sends an action: by script, as an action of a form and as one with a state; and without one. */
function callsOf(
  request: APIRequestContext,
  { id, page, name }: Action,
  fields: Record<string, string>,
): Calls {
  const called = { ...everyForm, headers: { 'next-action': id } }
  const parts = Object.fromEntries(Object.entries(fields).map(([field, value]) => [`_1_${field}`, value]))
  return [
    [
      `${name} called at ${page}`,
      () => request.post(page, { ...called, multipart: { ...parts, '0': '["$K1"]' } }),
    ],
    [
      `${name} called with a state at ${page}`,
      () => request.post(page, { ...called, multipart: { ...parts, '0': '["$undefined","$K1"]' } }),
    ],
    [
      `${name} called elsewhere`,
      () => request.post('/login', { ...called, multipart: { ...parts, '0': '["$K1"]' } }),
    ],
    [
      `${name} posted at ${page}`,
      () => request.post(page, { ...everyForm, multipart: { ...fields, [`$ACTION_ID_${id}`]: '' } }),
    ],
    [
      `${name} posted with a state at ${page}`,
      () =>
        request.post(page, {
          ...everyForm,
          multipart: {
            ...fields,
            $ACTION_REF_1: '',
            '$ACTION_1:0': JSON.stringify({ id, bound: '$@1' }),
            '$ACTION_1:1': '["$undefined"]',
            $ACTION_KEY: 'k',
          },
        }),
    ],
  ]
}

const answersTo = (calls: Calls) =>
  Promise.all(calls.map(async ([what, call]) => [what, await call()] as [string, APIResponse]))

test('no page or handler of the back office opens to a guest, a buyer, or a reviewer where it is an admin’s', async ({
  browser,
}) => {
  const known = places()
  expect(known.length).toBeGreaterThan(5)
  const guest = await requestsOf(browser)
  const buyer = await requestsOf(browser, await newPerson())
  const reviewer = await requestsOf(browser, await newPerson('REVIEWER'))
  const admin = await requestsOf(browser, await newPerson('ADMIN'))
  // Where there is no time for all ways, a guest asks in each of them in turn, others in the first.
  const asked = (all: Calls) => (isThorough ? all : all.slice(0, 1))
  for (const [place, { address, role }] of known.entries()) {
    for (const [what, answer] of await answersTo(inTurn(requestsFor(guest, address), place)))
      await expectRefusal(answer, `guest: ${what}`, 'guest')
    for (const [what, answer] of await answersTo(asked(requestsFor(buyer, address))))
      await expectRefusal(answer, `buyer: ${what}`, 'other')
    if (role === 'ADMIN') {
      for (const [what, answer] of await answersTo(asked(requestsFor(reviewer, address)))) {
        await expectRefusal(answer, `reviewer: ${what}`, 'other')
      }
    }
    // Of what is there only by an id, there is none called x; two arrivals must be named to be compared; files are posted.
    const isThere = !/\/x(\/|$)|\/compare$/.test(address)
    if (!isThere && !isThorough) continue
    const opened = await admin.get(address, everyForm)
    expect(isThere ? [200] : [404, 405], address).toContain(opened.status())
  }
})

test('no action of the back office does anything for a guest, a buyer or, where it is an admin’s, a reviewer', {
  tag: '@thorough',
}, async ({ browser, database }) => {
  const known = actions()
  expect(known.length).toBeGreaterThan(5)
  const target = await newPerson()
  const operator = await newPerson('ADMIN')
  const fields = {
    back: '/admin/customers',
    next: '/admin/customers',
    uid: target.uid,
    was: 'unflagged',
    role: 'ADMIN',
    reason: 'none',
    text: 'none',
    code: '000000',
    password: 'not the password',
  }
  const nobody = 'nobodynobodynobody00'
  const allowed = () =>
    database.query<{ act: string; actor: string }>(
      `SELECT act, actor FROM audit_entries
       WHERE allowed AND act <> 'session.begin' AND (actor_uid = $1 OR subject = $2) ORDER BY id`,
      [target.uid, nobody],
    )
  const actsOfAdmin = async () => {
    const [row] = await database.query<{ count: string }>(
      'SELECT count(*) FROM audit_entries WHERE actor = $1',
      [operator.email],
    )
    return Number(row?.count)
  }
  const before = await allowed()
  const guest = await requestsOf(browser)
  const buyer = await requestsOf(browser, target)
  const reviewer = await requestsOf(browser, await newPerson('REVIEWER'))
  const admin = await requestsOf(browser, operator)
  for (const action of known) {
    const calls = callsOf(admin, action, { ...fields, uid: nobody })
    // The forms that do reach the action, or nothing is shown by this. Its page may be one of something that there is not.
    const recorded: number[] = []
    const answered: number[] = []
    // First as a form without script posts it, which nearly every action takes.
    for (const form of [3, 4, 0, 1, 2]) {
      const written = await actsOfAdmin()
      const answer = await calls[form]?.[1]()
      if ((await actsOfAdmin()) > written) recorded.push(form)
      else if (answer?.status() !== 404) answered.push(form)
      // What a page that is drawn redirects by is 307.
      if (!isThorough && (recorded.length > 0 || answer?.status() === 303)) break
    }
    const reaching = recorded.length > 0 ? recorded : answered
    expect(reaching, `${action.name} is reached`).not.toEqual([])
    // Without time for all of them, one that is in the audit log, or that the action answered by leading on.
    const forms = (all: Calls) => all.filter((_, form) => isThorough || reaching.includes(form))

    for (const [what, answer] of await answersTo(forms(callsOf(guest, action, fields)))) {
      await expectRefusal(answer, `guest: ${what}`, 'guest')
    }
    for (const [what, answer] of await answersTo(forms(callsOf(buyer, action, fields)))) {
      await expectRefusal(answer, `buyer: ${what}`, 'other')
    }
    const asReviewer = await answersTo(forms(callsOf(reviewer, action, { ...fields, uid: nobody })))
    // A reviewer is refused all but what is theirs, and that does nothing to who is not there (below).
    expect(asReviewer.length).toBeGreaterThan(0)
  }
  expect(await allowed()).toEqual(before)
  const [after] = await database.query('SELECT role, flagged_at, closed_at FROM users WHERE uid = $1', [
    fields.uid,
  ])
  expect(after).toEqual({ role: 'BUYER', flagged_at: null, closed_at: null })
})
