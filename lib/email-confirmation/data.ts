import { db } from '@/lib/db'
import { linkDigest } from '@/lib/link-token'

/** What is stored of the token in a link. */
export const confirmationDigest = (token: string) => linkDigest('email-confirmation', token)

/** The address that a link proves; undefined once it was used, has expired, or the account has another address. */
export async function findConfirmation(token: string): Promise<string | undefined> {
  const found = await db().emailConfirmation.findFirst({
    where: { id: confirmationDigest(token), expiresAt: { gt: new Date() } },
    select: { email: true, user: { select: { email: true } } },
  })
  return found && found.user.email === found.email ? found.email : undefined
}
