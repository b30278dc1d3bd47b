import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const megabyte = 1_000_000

let folder: string

function sizeOf(place: string): number {
  const found = statSync(place)
  if (!found.isDirectory()) return found.size
  return readdirSync(place).reduce((sum, name) => sum + sizeOf(join(place, name)), 0)
}

const npm = (cwd: string, ...args: string[]) =>
  execFileSync('npm', [...args, '--loglevel=error'], { cwd, encoding: 'utf8' })

// It packs and installs, which takes its time.
describe('the package, installed in an empty folder', () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sandbox-package-'))
    const packed = npm('sandbox', 'pack', '--pack-destination', folder).trim().split('\n').at(-1) ?? ''
    writeFileSync(join(folder, 'package.json'), '{"private": true}')
    npm(folder, 'install', '--offline', '--no-audit', '--no-fund', join(folder, packed))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('is alone there and small', () => {
    const inside = readdirSync(join(folder, 'node_modules/paymentwall-sandbox')).sort()
    expect(inside).toEqual(['LICENSE', 'README.md', 'dist', 'examples', 'package.json', 'public'])
    const examples = readdirSync(join(folder, 'node_modules/paymentwall-sandbox/examples')).sort()
    expect(examples).toEqual(['shop.php', 'shop.py'])
    const places = readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))
    expect(places).toEqual(['paymentwall-sandbox'])
    expect(sizeOf(join(folder, 'node_modules'))).toBeLessThan(60 * megabyte)
  })

  it('runs: it shows its pages, sends a pingback and ends', async () => {
    const program = join(folder, 'node_modules/.bin/paymentwall-sandbox')
    const child = spawn(program, ['--port', '0', '--pingback-url', 'http://127.0.0.1:1/pw'], { cwd: folder })
    let output = ''
    for await (const chunk of child.stdout) {
      output += chunk
      if (output.includes('Ctrl-C stops it.')) break
    }
    const url = /ready at (\S+?)\.? /.exec(output)?.[1] ?? ''
    const paid = await fetch(`${url}/control/payments`, {
      method: 'POST',
      body: JSON.stringify({ uid: 'u-1', goodsId: 'order-1', amount: '9.99', currency: 'USD' }),
    })
    expect(await paid.json()).toMatchObject({ pingback: { attempts: [{ isAcknowledged: false }] } })
    for (const path of ['/merchant', '/public/style.css', '/brick/brick.1.4.js']) {
      expect((await fetch(url + path)).status).toBe(200)
    }
    const script = `import { PaymentwallSandbox } from 'paymentwall-sandbox/client'
      const payments = await new PaymentwallSandbox({ url: '${url}' }).payments()
      console.log(payments.length)`
    const counted = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: folder })
    expect(counted.toString().trim()).toBe('1')
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })
})
