import { expect, test } from 'vitest'
import { secureState } from '@/lib/charges/secure-state'
import { attemptIdOf } from '@/test/support/ids'
import { POST } from './route'

test.each([
  ['', 'Reload this page in a minute.'],
  ['language=de&', 'Laden Sie diese Seite in einer Minute neu.'],
  ['language=xx&', 'Reload this page in a minute.'],
])(
  'a payer who comes back from the bank (%s) while the database is away is told what to do',
  async (language, told) => {
    process.env.DATABASE_URL = 'postgresql://127.0.0.1:1/nowhere'
    const state = secureState(attemptIdOf('0k3vd9slq0zxt7wry2np'), new Date(Date.now() + 60_000))
    const body = new URLSearchParams({ brick_charge_id: 'c_1', brick_secure_token: 'token' })
    const request = new Request(`https://localhost:3000/api/brick/secure?${language}state=${state}`, {
      method: 'POST',
      body,
    })
    const answer = await POST(request)
    expect(answer.status).toBe(503)
    expect(await answer.text()).toContain(told)
  },
)
