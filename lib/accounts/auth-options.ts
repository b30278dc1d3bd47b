import type { AuthOptions } from 'next-auth'
import type { JWT } from 'next-auth/jwt'
import CredentialsProvider from 'next-auth/providers/credentials'
import { AccountError, finishSession, signIn } from '@/lib/accounts/mutations'
import { credentials } from '@/lib/accounts/schema'
import { attemptOrigin, beginSessionHere } from '@/lib/accounts/session'
import { sessionSeconds } from '@/lib/accounts/session-id'
import { env } from '@/lib/env'
import { ownCookie } from '@/lib/http/own-cookie'
import type { Locale } from '@/lib/languages/locale'
import { log } from '@/lib/log'

declare module 'next-auth' {
  interface User {
    session: string
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    session: string
  }
}

let options: AuthOptions | undefined

/**
 * next-auth's configuration: e-mail and password, and a cookie that holds the session's id, encrypted, and nothing else.
 * Whose session it is, and whether it still counts, is asked of the database (`currentUser`).
 *
 * @param locale that of the page which the request was sent from, since the addresses of next-auth have no language
 */
export function authOptions({ path }: Locale): AuthOptions {
  options ??= makeAuthOptions()
  const [signIn, signOut] = [path('/login'), path('/account')]
  return { ...options, pages: { signIn, signOut, error: signIn } }
}

function makeAuthOptions(): AuthOptions {
  return {
    secret: env().NEXTAUTH_SECRET,
    useSecureCookies: ownCookie('session').options.secure,
    cookies: {
      sessionToken: ownCookie('session'),
      csrfToken: ownCookie('csrf'),
      callbackUrl: ownCookie('callback'),
    },
    session: { strategy: 'jwt', maxAge: sessionSeconds },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {} },
        async authorize(input) {
          const given = credentials.safeParse(input)
          if (!given.success) return null
          try {
            const subject = await signIn({ ...given.data, ...(await attemptOrigin()), language: undefined })
            return { id: subject.uid, session: await beginSessionHere(subject) }
          } catch (error) {
            if (error instanceof AccountError) return null
            throw error
          }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }): JWT => ({ session: user ? user.session : token.session }),
    },
    events: {
      signOut: async ({ token }) => {
        if (token?.session) await finishSession(token.session)
      },
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
