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

// Pages that need no database, such as the policies, still open without it; the others say that something failed.
async function headerState() {
  try {
    const [user, cartCount] = await Promise.all([currentUser(), cartOwner().then(countCart)])
    return { signedIn: user !== null, cartCount }
  } catch (error) {
    log.warn({ error: String(error) }, 'the header could not be filled from the database')
    return { signedIn: false, cartCount: 0 }
  }
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
