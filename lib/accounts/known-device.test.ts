import { expect, test } from 'vitest'
import { knownDevice, knownDeviceDays, rememberDevice } from '@/lib/accounts/known-device'
import { uidOf } from '@/test/support/ids'

const ana = { uid: uidOf('ana0123456789abcdefg'), sessionVersion: 1 }
const ben = { uid: uidOf('ben0123456789abcdefg'), sessionVersion: 1 }
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)

test('a device is known for the account that signed in on it, and for no other', () => {
  const cookie = rememberDevice(undefined, ana)
  expect(knownDevice(cookie, ana)).toMatch(/^[0-9a-z]{20}$/)
  expect(knownDevice(cookie, ben)).toBeUndefined()
  expect(cookie).not.toContain(ana.uid)
})

test('it is known under a new id after each sign-in, and stays known for others who share it', () => {
  const first = rememberDevice(rememberDevice(undefined, ben), ana)
  const second = rememberDevice(first, ana)
  expect(knownDevice(second, ana)).not.toBe(knownDevice(first, ana))
  expect(knownDevice(second, ben)).toBe(knownDevice(first, ben))
  expect(second.split('~')).toHaveLength(2)
})

test('it is forgotten after its time, and when the sessions of the account have ended', () => {
  const cookie = rememberDevice(undefined, ana)
  expect(knownDevice(cookie, ana, inDays(knownDeviceDays - 1))).toBeDefined()
  expect(knownDevice(cookie, ana, inDays(knownDeviceDays + 1))).toBeUndefined()
  expect(knownDevice(cookie, ana, inDays(-2))).toBeUndefined()
  expect(knownDevice(cookie, { ...ana, sessionVersion: 2 })).toBeUndefined()
})

test('no piece of it can be exchanged, nor its day put off', () => {
  const [id = '', day = '', signature = ''] = rememberDevice(undefined, ana).split('.')
  const [otherId = '', , otherSignature = ''] = rememberDevice(undefined, ana).split('.')
  for (const forged of [
    [otherId, day, signature],
    [id, day, otherSignature],
    [id, String(Number(day) + 100), signature],
    [id, `0${day}`, `${signature}=`],
    [id, day, ''],
    [id, day],
  ]) {
    expect(knownDevice(forged.join('.'), ana)).toBeUndefined()
  }
})

test('the cookie stays short, whatever comes in it and however many share the device', () => {
  let cookie = `nonsense~${'~'.repeat(10_000)}${'x'.repeat(10_000)}`
  for (let person = 0; person < 9; person++) {
    cookie = rememberDevice(cookie, { uid: uidOf(`person${person}`), sessionVersion: 1 })
  }
  expect(cookie.length).toBeLessThan(300)
  expect(knownDevice(cookie, { uid: uidOf('person5'), sessionVersion: 1 })).toBeDefined()
  expect(knownDevice(cookie, { uid: uidOf('person4'), sessionVersion: 1 })).toBeUndefined()
})
