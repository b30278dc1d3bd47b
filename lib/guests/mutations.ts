import { AccountError, type SessionSubject } from '@/lib/accounts/mutations'
import { addressKey, countAttempt } from '@/lib/accounts/rate-limit'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'

const windowMinutes = 60
const guestsPerAddress = 30

/**
 * A guest with a uid of their own. The address was typed by anybody, so nothing is looked up by it: whether or not an account
 * or another guest has it, the same is done. Throws AccountError when one client begins too many.
 *
 * @param address of the browser, kept as that of an account's registration is
 */
export async function beginGuest(input: {
  email: string
  address: string | undefined
}): Promise<SessionSubject> {
  const { email, address } = input
  if (address !== undefined) {
    const limit = { key: addressKey('guest', address), hits: guestsPerAddress }
    const minutes = await countAttempt([limit], windowMinutes)
    if (minutes !== undefined) {
      const wait = minutes === 1 ? 'a minute' : `${minutes} minutes`
      throw new AccountError('form', `Too many guests from your network. Wait ${wait}, or create an account.`)
    }
  }
  return db().user.create({
    data: { uid: newId(), email, passwordHash: '', isGuest: true, registrationIp: address },
    select: { uid: true, sessionVersion: true },
  })
}
