import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Emulator } from '../emulator'
import { type Parameter, parseParameters, rawQuery } from './parameters'
import type { RequestRecord } from './state'

const answerKept = 4_000
const longestBody = 1_000_000
const namesOfCardNumbers = new Set(['card[number]', 'card_number'])
const namesOfCodes = new Set(['card[cvv]', 'card_cvv'])
const loggedHeaders = ['content-type', 'origin', 'user-agent', 'x-apikey']

/** Replaces what must never be stored: a card number keeps its first six and last four digits, a CVV and a key nothing. */
function masked([name, value]: Parameter): Parameter {
  if (namesOfCodes.has(name)) return [name, '•••']
  const digits = value.replace(/[ -]/g, '')
  const isCardNumber = namesOfCardNumbers.has(name) || /^(?:card|cc|pan|number)/i.test(name)
  if (isCardNumber && /^\d{9,}$/.test(digits)) {
    return [name, `${digits.slice(0, 6)}${'•'.repeat(Math.max(digits.length - 10, 1))}${digits.slice(-4)}`]
  }
  return namesOfCardNumbers.has(name) ? [name, '•••'] : [name, value]
}

/** The parameters of a request's body; files of a multipart form appear by name. What is no form, as it says, holds none. */
export async function bodyParameters(c: Context): Promise<Parameter[]> {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return []
  if (c.req.header('content-type')?.startsWith('multipart/form-data')) {
    const form = await c.req.formData().catch(() => new FormData())
    return [...form].map(([name, value]) => [name, typeof value === 'string' ? value : value.name])
  }
  return parseParameters(await c.req.text())
}

/** Logs each call of the provider's API: what came, what was answered, how long it took. No cookies, no card data. */
export function requestLog(emulator: Emulator): MiddlewareHandler {
  return async (c, next) => {
    const started = performance.now()
    const record = addRecord(emulator, c, await bodyParameters(c))
    c.set('record', record)
    await next()
    record.status = c.res.headers.has('x-hono-already-sent') ? null : c.res.status
    record.durationMs = Math.round(performance.now() - started)
    if (c.res.headers.get('content-type')?.includes('json')) {
      record.answer = (await c.res.clone().text()).slice(0, answerKept)
    }
    emulator.store.changed()
  }
}

function addRecord(emulator: Emulator, c: Context, body: readonly Parameter[]): RequestRecord {
  const record: RequestRecord = {
    id: emulator.store.nextId(),
    at: emulator.clock.now(),
    method: c.req.method,
    path: c.req.path,
    headers: Object.fromEntries(
      loggedHeaders.flatMap((name) => {
        const value = c.req.header(name)
        return value === undefined
          ? []
          : [[name, name === 'x-apikey' ? nameOfKey(value, emulator.project) : value]]
      }),
    ),
    query: parseParameters(rawQuery(c.req.url)).map(masked),
    body: body.map(masked),
    status: null,
    answer: '',
    warnings: [],
    durationMs: 0,
  }
  emulator.state.requests.push(record)
  return record
}

/** Refuses bodies that no shop sends, before anything reads them; those of API calls are noted. */
export function refuseLongBodies(emulator: Emulator): MiddlewareHandler {
  return bodyLimit({
    maxSize: longestBody,
    onError: (c) => {
      const error = `The body is longer than ${longestBody} bytes.`
      const answer = { type: 'Error', code: 1000, error }
      if (/^\/(api|developers)\//.test(c.req.path)) {
        Object.assign(addRecord(emulator, c, []), { status: 413, answer: JSON.stringify(answer) })
        emulator.store.changed()
      }
      return c.json(answer, 413)
    },
  })
}

function nameOfKey(value: string, project: Emulator['project']): string {
  if (value === project.brickPrivateKey) return '(Brick private key)'
  return value === project.secretKey ? '(project secret key)' : '(unknown key)'
}
