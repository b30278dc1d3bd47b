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

// The header and the footer depend on the session and the environment, which a build doesn't have.
export const dynamic = 'force-dynamic'

export function generateMetadata(): Metadata {
  return {
    metadataBase: new URL(env().SHOP_URL),
    title: { default: `${brand.name}: ${brand.tagline.toLowerCase()}`, template: `%s · ${brand.name}` },
    description: brand.description,
    openGraph: { type: 'website', siteName: brand.name, locale: 'en_GB' },
  }
}

const headerTimeout = 4000

// Pages that need no database, such as the policies, still open quickly without it; the others show what to do.
async function orUnknown<Value>(value: Promise<Value>): Promise<Value | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), headerTimeout)
  })
  try {
    return await Promise.race([value, timeout])
  } catch (error) {
    log.warn({ error: String(error) }, 'the header could not be filled from the database')
    return undefined
  } finally {
    clearTimeout(timer)
  }
}

async function headerState() {
  const [user, cartCount] = await Promise.all([
    orUnknown(currentUser()),
    orUnknown(cartOwner().then(countCart)),
  ])
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
