import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Document } from '@/app/_components/document'
import { SiteFooter } from '@/app/_components/site-footer'
import { SiteHeader } from '@/app/_components/site-header'
import { currentUser } from '@/lib/accounts/session'
import { brand } from '@/lib/brand/brand'
import { countCart } from '@/lib/cart/data'
import { cartOwner } from '@/lib/cart/session'
import { env } from '@/lib/env'
import { log } from '@/lib/log'

// The header and the footer follow the session and the environment, which a build has not.
export const dynamic = 'force-dynamic'

export function generateMetadata(): Metadata {
  return {
    metadataBase: new URL(env().SHOP_URL),
    title: { default: `${brand.name}: ${brand.tagline.toLowerCase()}`, template: `%s · ${brand.name}` },
    description: brand.description,
    openGraph: { type: 'website', siteName: brand.name, locale: 'en_GB' },
  }
}

const headerPatience = 4000

// Pages that need no database, such as the policies, still open without it, and soon; the others say what to do.
async function known<Fact>(fact: Promise<Fact>): Promise<Fact | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), headerPatience)
  })
  try {
    return await Promise.race([fact, late])
  } catch (error) {
    log.warn({ error: String(error) }, 'the header could not be filled from the database')
    return undefined
  } finally {
    clearTimeout(timer)
  }
}

async function headerState() {
  const [user, cartCount] = await Promise.all([known(currentUser()), known(cartOwner().then(countCart))])
  return { signedIn: user === undefined ? undefined : user !== null, cartCount }
}

export default async function SiteLayout({ children }: { children: ReactNode }) {
  return (
    <Document>
      <SiteHeader {...(await headerState())} />
      <main id="main" className="page grow py-10 md:py-14">
        {children}
      </main>
      <SiteFooter />
    </Document>
  )
}
