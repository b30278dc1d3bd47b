import { senderOf } from '@/lib/http/sender'
import { addressIn, languageOf } from '@/lib/languages/languages.mjs'

/** Leads from a page of the shop to the same page in another language (app/_components/language-switch.tsx). */
export function GET(request: Request): Response {
  const { name } = languageOf(new URL(request.url).searchParams.get('to'))
  return new Response(null, {
    status: 303,
    headers: { Location: addressIn(name, senderOf(request).page), 'Cache-Control': 'no-store' },
  })
}
