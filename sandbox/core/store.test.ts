import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Store } from './store'

let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sandbox-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const open = (initial = {}) => new Store(directory, 'state.json', initial, false)
const write = (state: unknown) => writeFileSync(join(directory, 'state.json'), JSON.stringify(state))

it('reads what an older version has left: what is new has its default', () => {
  write({
    format: 1,
    lastId: 7,
    payments: [{ ref: 'b1' }],
    widgetSessions: [{ id: 's' }],
    requests: [{ id: 1 }],
    settings: { holdDays: 9, retryMinutes: 'often', removedSetting: true },
  })
  const { state } = open({ pingbackVersion: 2 })
  expect(state).toMatchObject({
    lastId: 7,
    payments: [{ ref: 'b1', credits: null, cart: null }],
    widgetSessions: [{ id: 's', apiType: 'digital-goods' }],
    requests: [{ id: 1, warnings: [] }],
    subscriptions: [],
    settings: { holdDays: 9, retryMinutes: 30, pingbackVersion: 2 },
  })
  expect(state.settings).not.toHaveProperty('removedSetting')
})

it.each([
  ['of a newer version', { format: 2 }],
  ['of another program', { name: 'else' }],
  ['whose lists are none', { format: 1, payments: {} }],
  ['of nothing', null],
])('refuses a file %s with a way out, and leaves it alone', (_name, state) => {
  write(state)
  expect(() => open()).toThrow(/state\.json was written by .*; move it away or delete it\./)
  expect(readFileSync(join(directory, 'state.json'), 'utf8')).toBe(JSON.stringify(state))
})
