import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '@/lib/accounts/auth-options'

type Context = { params: Promise<{ nextauth: string[] }> }

async function handle(request: NextRequest, context: Context): Promise<Response> {
  const { nextauth } = await context.params
  // next-auth's sink for messages of its browser code: anybody could fill the log through it.
  if (nextauth[0] === '_log') return new Response(null, { status: 404 })
  return NextAuth(request, context, authOptions())
}

export { handle as GET, handle as POST }
