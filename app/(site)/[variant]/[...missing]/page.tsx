import type { Metadata } from 'next'
import { notFound } from 'next/navigation'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = { title: 'Page not found' }

// With several root layouts no single one would draw the 404 page of an unknown address; this route does.
export default function MissingPage() {
  notFound()
}
