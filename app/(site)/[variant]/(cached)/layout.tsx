import type { ReactNode } from 'react'

// Drawn once, at the first request, and kept for everybody (lib/page-store.mjs): whatever asks who is there, fails.
export const dynamic = 'error'
export const revalidate = false

// A build knows neither company nor catalogue.
export function generateStaticParams() {
  return []
}

export default function CachedLayout({ children }: { children: ReactNode }) {
  return children
}
