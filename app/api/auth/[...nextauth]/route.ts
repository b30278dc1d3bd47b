import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '@/lib/accounts/auth-options'
import { currentBuyer, dropSession } from '@/lib/accounts/session'
import { senderLocale } from '@/lib/http/sender'

type Context = { params: Promise<{ nextauth: string[] }> }

async function handle(request: NextRequest, context: Context): Promise<Response> {
  const { nextauth } = await context.params
  // next-auth's sink for messages of its browser code: anybody could fill the log through it.
  if (nextauth[0] === '_log') return new Response(null, { status: 404 })
  if (nextauth[0] === 'session') return describeSession()
  return NextAuth(request, context, authOptions(senderLocale(request)))
}

/** next-auth would answer by the cookie alone, and renew it, whether the session has ended or not. */
async function describeSession(): Promise<Response> {
  const user = await currentBuyer()
  if (!user) await dropSession()
  const session = user && !user.isGuest ? { uid: user.uid, expires: user.signedInUntil } : {}
  return Response.json(session, { headers: { 'Cache-Control': 'private, no-store' } })
}

export { handle as GET, handle as POST }
