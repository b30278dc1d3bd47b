import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { env, parseEnv } from '@/lib/env'
import { emulatorOf } from '@/lib/prove/emulator'
import { liveValues } from '@/test/support/live-values'

test('the emulator is driven in local mode alone', () => {
  expect(emulatorOf(env())).toHaveProperty('payAt')
  const live = parseEnv({ ...process.env, ...liveValues, PAYMENTWALL_MODE: 'live' })
  expect(() => emulatorOf(live)).toThrow('local mode alone')
  expect(() => emulatorOf({ ...env(), PAYMENTWALL_MODE: 'test' })).toThrow('this shop runs in test mode')
  expect(() => emulatorOf({ ...env(), PAYMENTWALL_API_URL: 'https://api.paymentwall.com' })).toThrow()
})

test('no other file of the cases knows the emulator’s control API', () => {
  const folder = path.join(process.cwd(), 'lib/prove')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  )
  expect(files.length).toBeGreaterThan(20)
  const knowing = files.filter((file) => readFileSync(path.join(folder, file), 'utf8').includes('/control'))
  expect(knowing).toEqual(['emulator.ts'])
})
