import { afterEach, beforeEach, expect, it } from 'vitest'
import { brickClient } from '../testing/brick'
import { type Sandbox, startSandbox } from '../testing/sandbox'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(() => sandbox.stop())

const page = async (path: string) => {
  const response = await fetch(`${sandbox.url}/merchant/requests${path}`)
  return { status: response.status, html: await response.text() }
}

it('has a page of its own for each request: what was sent, the answer and the warnings', async () => {
  const brick = brickClient(sandbox)
  const { token } = await brick.tokenize()
  await brick.charge(token, { 'customer[firstname]': '' })
  const { json: requests } = await sandbox.control('GET', '/requests?path=/api/brick/charge')
  expect(requests[0].warnings).toContain('The first name is missing')

  const path = `/${requests[0].id}`
  expect((await page('')).html).toContain(`href="/merchant/requests${path}"`)
  const { html } = await page(path)
  expect(html).toContain('POST /api/brick/charge')
  expect(html).toContain('<li>The first name is missing</li>')
  expect(html).toContain(token)
  expect(html).toContain('(Brick private key)')
  expect(html).toContain('&quot;object&quot;:&quot;charge&quot;')
})

it('has no page for a request that was never made', async () => {
  expect((await page('/404')).status).toBe(404)
})
