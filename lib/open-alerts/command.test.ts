import { expect, test } from 'vitest'
import { openAlertsText, resolveByCommand } from '@/lib/open-alerts/command'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

async function raise(kind: string, subject: string, message: string): Promise<bigint> {
  const [row] = await database.query<{ id: string }>(
    `INSERT INTO alerts (kind, subject, message) VALUES ($1::"AlertKind", $2, $3) RETURNING id`,
    [kind, subject, message],
  )
  return BigInt(row?.id ?? 0)
}

test('open alerts are listed with their ids and what resolves them, and can’t act on a terminal', async () => {
  expect(await openAlertsText()).toBe('No alert is open.')
  const id = await raise('quarantined', 'b1:0', 'User "\u001b[2J\u202eevil" did not place it.')
  const text = await openAlertsText()
  expect(text).toContain(`${id}  20`)
  expect(text).toContain('User "\\u001b[2J\\u202eevil" did not place it.')
  expect(text).toContain('Match to an order: https://localhost:3000/admin/pingbacks/ledger/b1%3A0')
})

test('an alert resolved by a command is in the audit log with its user; the second time is refused', async () => {
  const id = await raise('buyer_flagged', 'someone', 'Look.')
  expect(await resolveByCommand(id, 'it was me', 'ann')).toEqual({
    ok: true,
    sentence: `Alert ${id} is resolved.`,
  })
  expect(await resolveByCommand(id, 'again', 'bob')).toMatchObject({ ok: false })
  const entries = await database.query(
    'SELECT actor, act, allowed, reason FROM audit_entries WHERE subject = $1 ORDER BY id',
    [String(id)],
  )
  expect(entries).toEqual([
    { actor: 'ann (npm run alerts)', act: 'alert.resolve', allowed: true, reason: 'it was me' },
    { actor: 'bob (npm run alerts)', act: 'alert.resolve', allowed: false, reason: 'again' },
  ])
  expect(await openAlertsText()).not.toContain(`${id}  20`)
})
