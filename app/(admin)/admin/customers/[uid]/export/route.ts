import { notFound } from 'next/navigation'
import { actorOf, requireRole } from '@/lib/accounts/session'
import { recordAct } from '@/lib/audit'
import { personalData, personalDataFile } from '@/lib/customers/personal-data'
import { uidSchema } from '@/lib/operators/schema'

/** Everything that is held about a customer, as a file. */
export async function GET(_: Request, { params }: { params: Promise<{ uid: string }> }): Promise<Response> {
  const uid = uidSchema.safeParse((await params).uid)
  const operator = await requireRole('ADMIN', `/admin/customers/${uid.data ?? ''}`)
  const data = uid.success ? await personalData(uid.data) : null
  if (!uid.success || !data) notFound()
  await recordAct(await actorOf(operator), {
    act: 'customer.export',
    subject: uid.data,
    sentence: 'The customer’s personal data was exported.',
  })
  return new Response(personalDataFile(data), {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="customer-${uid.data}.json"`,
      'Cache-Control': 'private, no-store',
    },
  })
}
