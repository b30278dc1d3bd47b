import type { Metadata } from 'next'
import { type ReactNode, Suspense } from 'react'
import { HintCorrection } from '@/app/_components/hint-correction'
import { currentHint } from '@/lib/cart/session'
import { isDatabaseAway } from '@/lib/database-pool'
import { hintForDocument } from '@/lib/hints/cookie'

// Drawn for the reader who asks, at this moment.
export const dynamic = 'force-dynamic'

// What is one reader's is nobody else's to find. A page that is for all says so itself.
export const metadata: Metadata = { robots: { index: false } }

/** Tells the header what it should say; nothing while the database can't be reached, of which the page itself tells. */
async function Hint() {
  try {
    return <HintCorrection {...hintForDocument(await currentHint())} />
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
