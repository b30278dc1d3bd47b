import { afterEach, beforeEach, expect, it } from 'vitest'
import { drills } from '../drills/drills'
import { startListener } from '../testing/listener'
import { project, type Sandbox, startSandbox } from '../testing/sandbox'

let sandbox: Sandbox
let listener: Awaited<ReturnType<typeof startListener>>

beforeEach(async () => {
  sandbox = await startSandbox()
  listener = await startListener(project.secretKey)
  await sandbox.control('PATCH', '/settings', { pingbackUrl: listener.pingbackUrl })
})
afterEach(() => {
  sandbox.stop()
  listener.stop()
})

const post = (path: string, body: object = {}) =>
  fetch(`${sandbox.url}${path}`, { method: 'POST', body: JSON.stringify(body) })

it("drills the project's own listener and keeps the report in every format", async () => {
  expect(await sandbox.control('GET', '/drills')).toMatchObject({ status: 404 })
  const deliveries = listener.deliveriesUrl
  const { status, json } = await sandbox.control('POST', '/drills', { deliveries })
  expect(status).toBe(200)
  expect(json.listener).toBe(listener.pingbackUrl)
  expect(json.results.map(({ outcome }: { outcome: string }) => outcome)).toEqual(
    drills.map(({ name }) => (name === 'restart' ? 'not observable' : 'passed')),
  )
  const table = await fetch(`${sandbox.url}/control/drills?format=table`)
  expect(await table.text()).toContain('11 passed, 0 failed, 1 not observable')
  const junit = await fetch(`${sandbox.url}/control/drills?format=junit`)
  expect(junit.headers.get('content-type')).toContain('application/xml')
  expect(await sandbox.control('GET', '/drills?format=pdf')).toMatchObject({ status: 400 })
})

it('takes no commands and no unknown drill', async () => {
  for (const body of [
    { restartCommand: 'true' },
    { deliveriesCommand: 'true' },
    { only: ['all'] },
    { deliveries: 'file:///etc' },
  ]) {
    expect(await sandbox.control('POST', '/drills', body)).toMatchObject({ status: 400 })
  }
})

it('explains a signature with the project’s secret, or with one that is pasted', async () => {
  await sandbox.control('POST', '/pingbacks', { ref: 't1', type: 0, secret: 'wrong' })
  const [{ url }] = (await sandbox.control('GET', '/pingbacks')).json
  const own = await sandbox.control('POST', '/explain', { text: url })
  expect(own.json).toMatchObject({ kind: 'pingback', fits: false, signVersion: 3 })
  const right = await sandbox.control('POST', '/explain', { text: url, secret: `not-${project.secretKey}` })
  expect(right.json).toMatchObject({ fits: true, causes: [] })
  expect(await sandbox.control('POST', '/explain', { text: '' })).toMatchObject({ status: 400 })
})

it('runs and explains on pages, and shows no secret there', async () => {
  const fields = new URLSearchParams({ uid: 'u-1', deliveries: listener.deliveriesUrl, orders: 'a b' })
  const started = await fetch(`${sandbox.url}/merchant/drills`, { method: 'POST', body: fields })
  expect(await started.text()).toContain('Results')
  const page = async () => (await fetch(`${sandbox.url}/merchant/drills`)).text()
  let html = await page()
  while (html.includes('the next one runs')) html = await page()
  expect(html).toContain('2 passed, 0 failed, 10 not observable')
  expect(html).toContain('The 2 orders given are used up.')

  const text = 'uid=u&ref=b1&sign_version=3&sig=00'
  const body = new URLSearchParams({ text, secret: 'pasted-secret' })
  const explained = await (await fetch(`${sandbox.url}/merchant/explain`, { method: 'POST', body })).text()
  expect(explained).toContain('The signature is not valid.')
  expect(explained).toContain('ref=b1')
  expect(explained).not.toContain('pasted-secret')
})

it('does nothing for the pages of other sites', async () => {
  const foreign = { Origin: 'https://evil.example' }
  for (const path of ['/control/drills', '/control/explain', '/merchant/drills', '/merchant/explain']) {
    const response = await fetch(`${sandbox.url}${path}`, { method: 'POST', headers: foreign, body: '{}' })
    expect(response.status).toBe(403)
  }
  expect((await post('/control/explain', { text: 'a=1' })).status).toBe(200)
})
