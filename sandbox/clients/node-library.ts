import https from 'node:https'
import { createRequire } from 'node:module'
import net from 'node:net'
import { libraryApis, type Product, type Task } from './cases'
import type { Library } from './libraries'

// The provider's own library, its files unchanged: its hosts are constants and its port is 443, so the connection is led elsewhere.
const paymentwall = createRequire(import.meta.url)('paymentwall')
const agent = https.globalAgent as https.Agent & { createConnection: () => net.Socket }

type BrickTask = Extract<Task, { do: 'token' | 'charge' | 'charge-action' | 'subscription' }>

interface Answer {
  getOnetimeToken(): string
  getFullResponse(kind: 'JSON'): { object?: string }
  getBrickResponse(): object
}

/** The official library for Node that npm installs, which is always here. */
export const nodeLibrary: Library = {
  client: 'node',
  async run(task, { url, publicKey, privateKey }) {
    const api = 'api' in task && task.api ? task.api : paymentwall.Base.API_GOODS
    paymentwall.Configure(api, publicKey, privateKey)
    paymentwall.Configure.prototype.WIDGET_BASE_URL = `${url}/api`
    if (task.do === 'widget') {
      const widget = new paymentwall.Widget(task.uid, task.code, task.products.map(productOf), {
        ...task.extra,
      })
      return { page: await (await fetch(widget.getUrl())).text() }
    }
    if (task.do === 'pingback') {
      // A cart's goodsid it takes as a list alone, which a query can't be.
      const parameters = task.api === libraryApis.cart ? nested(task.query) : task.query
      const pingback = new paymentwall.Pingback(parameters, task.address)
      return { isValid: pingback.validate(), isDeliverable: pingback.isDeliverable() }
    }
    if (task.do === 'delivery') throw new Error('The library for Node confirms no deliveries.')
    const answer = await callBrick(task, url)
    if (task.do === 'token') return { token: answer.getOnetimeToken() }
    const json = answer.getFullResponse('JSON')
    return { answer: json, shown: answer.getBrickResponse(), isSuccessful: 'object' in json }
  },
}

function nested(query: string): object {
  const goodsid: Record<string, string> = {}
  const flat: [string, string][] = []
  for (const [name, value] of new URLSearchParams(query)) {
    const [, index] = /^goodsid\[(\d+)\]$/.exec(name) ?? []
    if (index === undefined) flat.push([name, value])
    else goodsid[index] = value
  }
  return { ...Object.fromEntries(flat), goodsid }
}

function productOf({ id, amount, currency, name, period, trial }: Product): object {
  const { TYPE_FIXED, TYPE_SUBSCRIPTION } = paymentwall.Product
  return new paymentwall.Product(
    id,
    amount,
    currency,
    name,
    period ? TYPE_SUBSCRIPTION : TYPE_FIXED,
    period?.[0] ?? 0,
    period?.[1] ?? null,
    period !== undefined,
    trial ? productOf(trial) : null,
  )
}

async function callBrick(task: BrickTask, url: string): Promise<Answer> {
  const { createConnection } = agent
  agent.createConnection = () => net.connect(Number(new URL(url).port), '127.0.0.1')
  paymentwall.Configure.prototype.BRICK_BASE_URL = 'localhost'
  try {
    return await new Promise<Answer>((resolve) => askBrick(task, resolve))
  } finally {
    agent.destroy()
    agent.createConnection = createConnection
  }
}

function askBrick(task: BrickTask, resolve: (answer: Answer) => void): void {
  if (task.do === 'charge-action') {
    const action = task.action === 'get' ? 'detail' : task.action
    new paymentwall.Charge().otherOperation(task.id, action, resolve)
    return
  }
  const { amount, currency, description, email, token, period, period_duration, ...extra } = task.fields
  const common = [amount, currency, description, email, 123, token]
  if (task.do === 'token') {
    const { fields } = task
    new paymentwall.Onetimetoken(
      fields['card[number]'],
      fields['card[exp_month]'],
      fields['card[exp_year]'],
      fields['card[cvv]'],
    ).createOnetimetoken(resolve)
  } else if (task.do === 'subscription') {
    new paymentwall.Subscription(...common, period, period_duration, {}, extra).createSubscription(resolve)
  } else {
    new paymentwall.Charge(...common, extra).createCharge(resolve)
  }
}
