import type { AuthOptions } from 'next-auth'
import type { JWT } from 'next-auth/jwt'
import CredentialsProvider from 'next-auth/providers/credentials'
import { AccountError, signIn } from '@/lib/accounts/mutations'
import { credentials } from '@/lib/accounts/schema'
import { env } from '@/lib/env'
import { clientAddress } from '@/lib/http/client-address'
import { log } from '@/lib/log'

declare module 'next-auth' {
  interface User {
    sessionVersion: number
  }
  interface Session {
    uid: string
    version: number
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    uid: string
    version: number
  }
}

/** How long a session lasts, in seconds. */
export const sessionSeconds = 30 * 24 * 60 * 60

/** The cookie that holds the session. On localhost every port sees it, hence a name that no other program uses. */
export function sessionCookie() {
  const secure = env().SHOP_URL.startsWith('https://')
  return {
    name: `${secure ? '__Host-' : ''}foldline.session`,
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure } as const,
  }
}

let options: AuthOptions | undefined

/**
 * next-auth's configuration: e-mail and password, and a session that is an encrypted cookie with the uid and its session
 * version, nothing else. Whether that version still counts is asked of the database (`currentUser`).
 */
export function authOptions(): AuthOptions {
  options ??= makeAuthOptions()
  return options
}

function makeAuthOptions(): AuthOptions {
  const cookie = sessionCookie()
  const { secure } = cookie.options
  const other = (name: string) => ({
    name: `${secure ? '__Host-' : ''}foldline.${name}`,
    options: cookie.options,
  })
  return {
    secret: env().NEXTAUTH_SECRET,
    useSecureCookies: secure,
    cookies: { sessionToken: cookie, csrfToken: other('csrf'), callbackUrl: other('callback') },
    session: { strategy: 'jwt', maxAge: sessionSeconds },
    pages: { signIn: '/login', signOut: '/account', error: '/login' },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {} },
        async authorize(input, request) {
          const given = credentials.safeParse(input)
          if (!given.success) return null
          const headers = { get: (name: string): string | null => request.headers?.[name] ?? null }
          try {
            const subject = await signIn({ ...given.data, address: clientAddress(headers) })
            return { id: subject.uid, sessionVersion: subject.sessionVersion }
          } catch (error) {
            if (error instanceof AccountError) return null
            throw error
          }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }): JWT =>
        user ? { uid: user.id, version: user.sessionVersion } : { uid: token.uid, version: token.version },
      session: ({ session, token }) => ({
        expires: session.expires,
        uid: token.uid,
        version: token.version,
      }),
    },
    logger: {
      // A session cookie that can't be read is an expired or a foreign one, which is ordinary.
      error: (code) =>
        log[code === 'JWT_SESSION_ERROR' ? 'debug' : 'warn']({ code }, 'next-auth reported an error'),
      warn: (code) => log.warn({ code }, 'next-auth reported a warning'),
      debug: () => {},
    },
  }
}
