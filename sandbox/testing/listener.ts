import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Parameter, parseParameters, rawQuery } from '../core/parameters'
import { baseString, baseStringV1, digest } from '../core/signature'

/** The mistakes that merchants make in their listeners. */
export type Flaw =
  | 'answers in lower case'
  | 'two at once both deliver'
  | 'delivers again after a refund'
  | 'forgets references after a day'
  | 'skips the check without a signature'
  | 'believes the signature alone'
  | 'verifies the last and uses the first'
  | 'takes an empty secret'
  | 'lets the sender choose the version'
  | 'delivers when accepted after a chargeback'
  | 'forgets the reference when the answer is cut'
  | 'keeps references in memory alone'
  | 'answers errors to duplicates'

const known = new Set([
  'uid',
  'goodsid',
  'goodsid[0]',
  'currency',
  'slength',
  'speriod',
  'type',
  'ref',
  'reason',
  'is_test',
  'sign_version',
  'sig',
])
const aDay = 86_400_000

interface Kept {
  order: string
  state: 'new' | 'paid' | 'returned'
  at: number
}

/** A shop's listener in one process, right but for the flaw asked for. It counts its deliveries at `/deliveries?order=`. */
export async function startListener(
  secret: string,
  flaw: Flaw | null = null,
  { order: orderName, signVersion }: { order: string; signVersion: 2 | 3 } = {
    order: 'goodsid',
    signVersion: 3,
  },
) {
  const granted = new Map<string, number>()
  let payments = new Map<string, Kept>()
  let underWay = 0

  function deliver(order: string, change: 1 | -1) {
    granted.set(order, (granted.get(order) ?? 0) + change)
  }

  function isGenuine(parameters: Parameter[]): boolean {
    const last = new Map(parameters)
    const sig = last.get('sig') ?? ''
    if (flaw === 'skips the check without a signature' && !last.has('sig')) return true
    const isRepeated = last.size < parameters.length
    if (isRepeated && flaw !== 'verifies the last and uses the first') return false
    if (flaw !== 'believes the signature alone') {
      const isStrange = [...last].some(([name, value]) => !known.has(name) || value.includes('='))
      if (isStrange) return false
    }
    const secrets = flaw === 'takes an empty secret' ? [secret, ''] : [secret]
    const unique = [...last]
    if (flaw === 'lets the sender choose the version' && last.get('sign_version') !== '3') {
      return digest(baseStringV1(unique), secret, 1) === sig
    }
    return (
      last.get('sign_version') === String(signVersion) &&
      secrets.some((candidate) => digest(baseString(unique, 'sig'), candidate, signVersion) === sig)
    )
  }

  function apply(parameters: Parameter[], now: number): boolean {
    const get = (name: string) => parameters.find(([candidate]) => candidate === name)?.[1] ?? ''
    const [ref, order, type] = [get('ref'), get(orderName), Number.parseInt(get('type'), 10)]
    const kept = payments.get(ref)
    const isForgotten = flaw === 'forgets references after a day' && kept && Math.abs(now - kept.at) > aDay
    const isMissed = flaw === 'two at once both deliver' && underWay > 5
    const payment: Kept = !kept || isForgotten || isMissed ? { order, state: 'new', at: now } : kept
    payments.set(ref, payment)
    if (type === 0 || type === 201) {
      const isWrongAgain =
        (flaw === 'delivers again after a refund' && type === 0) ||
        (flaw === 'delivers when accepted after a chargeback' && type === 201)
      if (payment.state === 'new' || (payment.state === 'returned' && isWrongAgain)) {
        deliver(order, 1)
        payment.state = 'paid'
        return true
      }
      return false
    }
    if (type === 2) {
      if (payment.state === 'paid') deliver(order, -1)
      payment.state = 'returned'
    }
    return true
  }

  const answer = (response: ServerResponse, status: number, body: string) =>
    response.writeHead(status).end(body)

  const server = createServer((request, response) => {
    const url = request.url ?? ''
    const parameters = parseParameters(rawQuery(url))
    if (url.startsWith('/deliveries')) {
      const order = parameters.find(([name]) => name === 'order')?.[1] ?? ''
      return answer(response, 200, JSON.stringify({ count: granted.get(order) ?? 0 }))
    }
    if (!isGenuine(parameters)) return answer(response, 403, 'Wrong signature')
    underWay += 1
    const isNew = apply(parameters, Date.parse(request.headers.date ?? '') || Date.now())
    const ref = parameters.find(([name]) => name === 'ref')?.[1] ?? ''
    response.once('close', () => {
      underWay -= 1
      if (flaw === 'forgets the reference when the answer is cut' && !response.writableFinished)
        payments.delete(ref)
    })
    if (flaw === 'answers errors to duplicates' && !isNew) return answer(response, 409, 'duplicate')
    const finish = () => answer(response, 200, flaw === 'answers in lower case' ? 'ok' : 'OK')
    // Many must be under way at once, or the answer cut: these show only where an answer takes its time.
    const isSlow =
      flaw === 'two at once both deliver' || flaw === 'forgets the reference when the answer is cut'
    return isSlow ? setTimeout(finish, 40) : finish()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    pingbackUrl: `${url}/pingback`,
    deliveriesUrl: `${url}/deliveries`,
    restart() {
      if (flaw === 'keeps references in memory alone') payments = new Map()
    },
    stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}
