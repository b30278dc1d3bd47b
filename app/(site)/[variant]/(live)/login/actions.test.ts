import { expect, test } from 'vitest'
import { signInAction } from '@/app/(site)/[variant]/(live)/login/actions'
import { createUser } from '@/lib/accounts/mutations'
import type { Role } from '@/lib/generated/prisma/enums'
import { Browser } from '@/test/support/next-request'
import { testDatabase } from '@/test/support/test-database'

await testDatabase()
const password = 'seven paper herons'

test.each<[Role, Record<string, string>, string]>([
  ['BUYER', {}, '/account'],
  ['REVIEWER', {}, '/admin/go-live/welcome'],
  ['ADMIN', {}, '/account'],
  ['REVIEWER', { next: '' }, '/admin/go-live/welcome'],
  ['REVIEWER', { next: '/admin/orders' }, '/admin/orders'],
  ['REVIEWER', { next: '//evil.example/' }, '/admin/go-live/welcome'],
])('who signs in as a %s with %j begins at %s', async (role, fields, place) => {
  const email = `${crypto.randomUUID()}@example.com`
  await createUser({ email, password, role })
  const form = new FormData()
  for (const [name, value] of Object.entries({ email, password, ...fields })) form.set(name, value)
  const { location } = await new Browser().run(() => signInAction(undefined, form))
  expect(location).toBe(place)
})
