import { describe, expect, test } from 'vitest'
import { readSecureState, secureState } from '@/lib/charges/secure-state'
import { newId } from '@/lib/ids'
import { attemptIdOf } from '@/test/support/ids'

const attemptId = attemptIdOf(newId())
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000)
const partsOf = (state: string) => state.split('.') as [id: string, expires: string, signature: string]

describe('what the way back from the bank says', () => {
  test('is the attempt, and whether its time is over', () => {
    expect(readSecureState(secureState(attemptId, inSeconds(60)))).toEqual({ attemptId, expired: false })
    expect(readSecureState(secureState(attemptId, inSeconds(-60)))).toEqual({ attemptId, expired: true })
  })

  test('holds for no later time, and no earlier one', () => {
    const [id, expires, signature] = partsOf(secureState(attemptId, inSeconds(-60)))
    for (const difference of [-1, 1, 10, 3600, 86_400]) {
      const forged = [id, Number(expires) + difference, signature].join('.')
      expect(readSecureState(forged), forged).toBeUndefined()
    }
  })

  test('holds for no other attempt, also one that ends alike', () => {
    const [id, ...rest] = partsOf(secureState(attemptId, inSeconds(60)))
    for (const other of [newId(), `0${id.slice(1)}`, `1${id.slice(1)}`, `${id.slice(0, -1)}0`]) {
      if (other !== id) expect(readSecureState([other, ...rest].join('.'))).toBeUndefined()
    }
  })

  test('has no border between attempt and time that could be moved', () => {
    const [id, expires, signature] = partsOf(secureState(attemptId, inSeconds(60)))
    expect(readSecureState(`${id}${expires[0]}.${expires.slice(1)}.${signature}`)).toBeUndefined()
    expect(readSecureState(`${id}.0${expires}.${signature}`)).toBeUndefined()
  })
})
