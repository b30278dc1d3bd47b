import { expect, it } from 'vitest'
import { PaymentwallSandbox } from './client'
import { project, type Sandbox, startSandbox } from './testing/sandbox'

const start = (seed: number) => startSandbox({ listener: '/pw', seed })

/** What a test would do, and all that came of it. */
async function live({ url, shop }: Sandbox) {
  const before = shop.received.length
  const client = new PaymentwallSandbox({ url })
  const { payment } = await client.pay({ uid: 'u', goodsId: 'o', amount: '1.00', currency: 'USD' })
  const { subscription } = await client.subscribe({
    uid: 'u',
    goodsId: 'club',
    amount: '9.00',
    currency: 'USD',
    period: { length: 1, unit: 'month' },
  })
  const { iso } = await client.toNextCharge()
  const token = await fetch(`${url}/api/brick/token`, {
    method: 'POST',
    body: new URLSearchParams({
      public_key: project.brickPublicKey,
      'card[number]': '4242424242424242',
      'card[exp_month]': '12',
      'card[exp_year]': '2039',
      'card[cvv]': '123',
    }),
  })
  return [
    payment.ref,
    subscription.id,
    iso,
    await token.json(),
    ...shop.received.slice(before).map(({ search }) => search),
  ]
}

it('has the same ids and times in each run, and after each reset', async () => {
  const [first, second, other] = [await start(1), await start(1), await start(2)]
  const told = await live(first)
  expect(told[2]).toBe('2030-02-01T12:00:00.000Z')
  expect(told).toHaveLength(7)
  expect(await live(second)).toEqual(told)
  await new PaymentwallSandbox({ url: first.url }).reset()
  expect(await live(first)).toEqual(told)
  expect(await live(other)).not.toEqual(told)
  for (const each of [first, second, other]) each.stop()
})
