/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono'
import { lastValue } from '../core/parameters'
import { bodyParameters } from '../core/request-log'
import type { Challenge } from '../core/state'
import type { Emulator } from '../emulator'
import { acceptedLanguage } from '../pages/languages'
import { BankPage, BankResultPage } from './bank-pages'
import { answerChallenge, bankRuleOf, findChallenge } from './challenges'

/** The bank's side of 3-D Secure: the page that asks the payer, and the way back to the shop. */
export function bankRoutes(emulator: Emulator): Hono {
  const routes = new Hono()

  routes.get('/api/brick/redirect/3ds/:id/:hash', (c) => {
    const challenge = findChallenge(emulator, c.req.param('id'))
    return challenge && challenge.hash === c.req.param('hash') ? ask(c, emulator, challenge) : unknown(c)
  })

  routes.post('/api/brick/secure-test-bank-page', async (c) => {
    const parameters = await bodyParameters(c)
    const challenge = findChallenge(emulator, lastValue(parameters, 'MD') ?? '')
    return challenge && challenge.hash === lastValue(parameters, 'PaReq')
      ? ask(c, emulator, challenge)
      : unknown(c)
  })

  routes.post('/api/brick/secure-payment', async (c) => {
    const parameters = await bodyParameters(c)
    const challenge = findChallenge(emulator, lastValue(parameters, 'MD') ?? '')
    const answer = lastValue(parameters, 'PaRes')
    if (!challenge || challenge.hash !== lastValue(parameters, 'PaReq')) return unknown(c)
    if (answer === 'approved' || answer === 'declined') answerChallenge(emulator, challenge, answer)
    return goBack(c, challenge)
  })

  return routes
}

/** The bank's page: it waits for the payer, unless it was told how to answer by itself. */
function ask(c: Context, emulator: Emulator, challenge: Challenge) {
  const bankAnswers = bankRuleOf(emulator, challenge.plan)?.answers ?? emulator.state.settings.bankAnswers
  if (challenge.state !== 'open' || bankAnswers === 'when asked')
    return c.html(<BankPage challenge={challenge} language={languageOf(c)} />)
  answerChallenge(emulator, challenge, bankAnswers)
  return goBack(c, challenge)
}

function goBack(c: Context, challenge: Challenge) {
  if (challenge.redirectUrl && challenge.state !== 'open') allowPostTo(c, challenge.redirectUrl)
  return c.html(<BankResultPage challenge={challenge} language={languageOf(c)} />)
}

/** A bank speaks its customer's language, which the browser tells. */
const languageOf = (c: Context) => acceptedLanguage(c.req.header('accept-language') ?? '')

function allowPostTo(c: Context, url: string): void {
  const { origin } = new URL(url)
  c.header(
    'Content-Security-Policy',
    `default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; form-action ${origin}; base-uri 'none'`,
  )
}

function unknown(c: Context) {
  return c.text('The bank does not know this payment. Start again in the shop.', 404)
}
