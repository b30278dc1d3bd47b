import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseEnv as parseFile } from 'node:util'
import { expect, test } from 'vitest'
import { productionCommands } from './commands.mjs'
import { checkEnvironment, root } from './settings'

// Files that no program of the shop reads, held against what it does.

const read = (name: string) => readFileSync(path.join(root, name), 'utf8')

test('the demo in containers has every variable that a shop needs', () => {
  const values = parseFile(read('deploy/demo.env'))
  const checked = checkEnvironment({ ...values, DATABASE_URL: 'postgresql://shop:demo@postgres:5432/shop' })
  expect(checked.SHOP_URL).toBe('https://localhost:3000')
  expect(new URL(checked.SMTP_URL ?? '').port).toBe(String(Number(values.MAIL_PORT) + 1))
})

test('service units, compose file and image run commands that the standalone folder has', () => {
  const files = readdirSync(path.join(root, 'deploy/systemd')).map((name) => `deploy/systemd/${name}`)
  const named = [...files, 'compose.yaml'].flatMap((name) =>
    [...read(name).matchAll(/run\.mjs ([a-z-]+)/g)].map(([, command = '']) => command),
  )
  const [, own = ''] = /\nCMD \["([a-z-]+)"\]\n$/.exec(read('Dockerfile')) ?? []
  expect(new Set([...named, own])).toEqual(new Set(['start', 'worker', 'db-migrate', 'db-seed']))
  for (const command of [...named, own]) expect(productionCommands).toContain(command)
})

test('both proxies let the same addresses send without a limit', () => {
  const addressesIn = (name: string, mark: RegExp) =>
    (mark.exec(read(name))?.[0].match(/\d+\.\d+\.\d+\.\d+(\/\d+)?/g) ?? []).filter(
      (address) => !address.startsWith('127.'),
    )
  const ofNginx = addressesIn('deploy/nginx.conf', /geo \$is_paymentwall \{[^}]*\}/)
  expect(ofNginx.length).toBeGreaterThan(5)
  expect(addressesIn('deploy/haproxy.cfg', /acl paymentwall .*/)).toEqual(ofNginx)
})

test('no secret of a clone gets into an image', () => {
  const ignored = read('.dockerignore').split('\n')
  expect(ignored).toEqual(expect.arrayContaining(['.git', '.env', '.env.*', 'deploy/certificates']))
})

test('HAProxy asks PostgreSQL as the role that its file names, and waits for what a primary says', () => {
  const file = read('deploy/haproxy-postgresql.cfg')
  const bytes = (mark: RegExp) => Buffer.from(mark.exec(file)?.[1] ?? '', 'hex')
  const question = bytes(/tcp-check send-binary (\S+)/)
  expect(question.readUInt32BE(0)).toBe(question.length)
  const [, role] = /CREATE ROLE (\w+) LOGIN/.exec(file) ?? []
  expect(question.subarray(8).toString()).toBe(`user\0${role}\0database\0postgres\0\0`)
  expect(bytes(/tcp-check expect binary (\S+)/).toString()).toBe('in_hot_standby\0off\0')
})
