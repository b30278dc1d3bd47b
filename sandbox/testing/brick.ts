import { project, type Sandbox } from './sandbox'

export interface Json {
  // biome-ignore lint/suspicious/noExplicitAny: answers of the API are judged by the assertions
  [name: string]: any
}

/** Calls the emulator's Brick API as a shop's server does. */
export function brickClient(sandbox: Sandbox) {
  async function call(
    path: string,
    fields: Record<string, string> | null,
    key: string = project.brickPrivateKey,
  ) {
    const response = await fetch(`${sandbox.url}/api/brick${path}`, {
      method: fields ? 'POST' : 'GET',
      headers: key ? { 'X-ApiKey': key } : {},
      ...(fields ? { body: new URLSearchParams(fields) } : {}),
    })
    const json: Json = await response.json()
    return { status: response.status, json }
  }

  async function tokenize(changes: Record<string, string> = {}) {
    const { json } = await call(
      '/token',
      {
        public_key: project.brickPublicKey,
        'card[number]': '4242424242424242',
        'card[exp_month]': '12',
        'card[exp_year]': '2039',
        'card[cvv]': '123',
        ...changes,
      },
      '',
    )
    return json
  }

  const chargeFields = (token: string, changes: Record<string, string> = {}) => ({
    token,
    amount: '9.99',
    currency: 'USD',
    email: 'buyer@example.com',
    description: 'Low-poly fox',
    fingerprint: 'f'.repeat(32),
    plan: 'order-1',
    uid: 'u-1',
    'customer[firstname]': 'Ann',
    'customer[lastname]': 'Lee',
    ...changes,
  })

  return {
    call,
    tokenize,
    chargeFields,
    charge: (token: string, changes: Record<string, string> = {}) =>
      call('/charge', chargeFields(token, changes)),
  }
}

export type BrickClient = ReturnType<typeof brickClient>
