import { requireUser } from '@/lib/accounts/session'
import { personalData, personalDataFile } from '@/lib/customers/personal-data'
import { senderLocale } from '@/lib/http/sender'
import { orUnavailable } from '@/lib/http/unavailable'

/** Everything that the shop holds about who is signed in, as a file. */
async function answer(request: Request): Promise<Response> {
  const { uid } = await requireUser('/account', senderLocale(request))
  const data = await personalData(uid)
  return new Response(personalDataFile(data ?? {}), {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="your-data.json"',
      'Cache-Control': 'private, no-store',
    },
  })
}

export const GET = orUnavailable(answer)
