import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runProgram } from '@/scripts/programs'
import { expect, test } from '../test/support/fixtures'

// Its tests take turns, so that no alert of another's comes between; and its card form is in the page's HTML.
test.use({ shopName: 'custom' })

interface Report {
  profiles: { controls: { id: string; tags: { state: string }; results: { message: string }[] }[] }[]
}

test('the probe finds nothing wrong with this shop, and leaves no trace in its figures', async ({
  shop,
  database,
}) => {
  const alerts = () => database.query('SELECT kind, subject FROM alerts ORDER BY id')
  const alertsBefore = await alerts()
  const count = async (sql: string) => (await database.query<{ count: string }>(sql))[0]?.count
  const folder = await mkdtemp(path.join(tmpdir(), 'go-live-probe-'))
  const junit = path.join(folder, 'junit.xml')
  try {
    const { code, output } = await runProgram(
      ['scripts/run.mjs', 'go-live', shop.url, '--json', '--junit', junit],
      {
        ...process.env,
        PAYMENTWALL_SECRET_KEY: shop.values.PAYMENTWALL_SECRET_KEY,
        // Nobody has told it to trust the certificate of the tests.
        NODE_EXTRA_CA_CERTS: '',
      },
    )
    const report: Report = JSON.parse(output.slice(output.indexOf('{\n')))
    const controls = report.profiles.flatMap((profile) => profile.controls)
    const stateOf = Object.fromEntries(controls.map(({ id, tags }) => [id, tags.state]))
    expect(stateOf, JSON.stringify(controls, null, 1)).toEqual({
      ...Object.fromEntries(
        ['C-tls', 'C1', 'C-headers', 'C-cookies', 'C-csp', 'C-scripts'].map((id) => [id, 'proven']),
      ),
      ...Object.fromEntries(
        ['C5', 'F1', 'F2', 'F3', 'F4', 'B7', 'B8', 'B9', 'C7'].map((id) => [id, 'proven']),
      ),
      // The certificate of the tests is self-signed.
      F5: 'not_used',
    })
    expect(code).toBe(0)
    expect(output).toContain('It will:')
    expect(await readFile(junit, 'utf8')).toContain('failures="0"')
  } finally {
    await rm(folder, { recursive: true })
  }
  const probes = `SELECT id FROM orders WHERE is_probe`
  expect(await count(`SELECT count(*) FROM (${probes}) p`)).toBe('3')
  expect(await count(`SELECT count(*) FROM payments WHERE order_id IN (${probes})`)).toBe('3')
  expect(await alerts()).toEqual(alertsBefore)
})
