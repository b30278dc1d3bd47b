import { type ReactNode, Suspense } from 'react'
import { HintCorrection } from '@/app/_components/hint-correction'
import { currentUser } from '@/lib/accounts/session'
import { countCart } from '@/lib/cart/data'
import { cartOwner } from '@/lib/cart/session'
import { isDatabaseAway } from '@/lib/database-pool'
import { hintForDocument } from '@/lib/hints/cookie'

// Drawn for who asks, at this moment.
export const dynamic = 'force-dynamic'

/** Tells the header what it should say; nothing while the database can't be reached, of which the page itself tells. */
async function Hint() {
  try {
    const [user, cartCount] = await Promise.all([currentUser(), cartOwner().then(countCart)])
    return <HintCorrection {...hintForDocument({ signedIn: user !== null, cartCount })} />
  } catch (error) {
    if (!isDatabaseAway(error)) throw error
    return null
  }
}

export default function LiveLayout({ children }: { children: ReactNode }) {
  return (
    <>
      {children}
      <Suspense>
        <Hint />
      </Suspense>
    </>
  )
}
