'use client'

import { usePathname, useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { isSharedAddress } from '@/lib/storefront/addresses'

/** How many pages are fetched ahead because they are in view: some 8 kB each. Those that are pointed at come on top. */
const mostInView = 3

type Prefetch = (path: string) => void

const isSaving = () => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true

/** The path that a link leads to, if that page is the same for everybody and not the one shown. */
function targetOf(link: Element | null): string | undefined {
  if (!(link instanceof HTMLAnchorElement) || link.target || link.origin !== location.origin) return undefined
  const { pathname } = link
  return pathname !== location.pathname && isSharedAddress(pathname) ? pathname : undefined
}

/** Fetches what a person turns to, by pointer, finger or keyboard. */
function watchIntent(prefetch: Prefetch, signal: AbortSignal): void {
  for (const kind of ['pointerover', 'focusin', 'touchstart', 'pointerdown']) {
    document.addEventListener(
      kind,
      ({ target }) => {
        const path = target instanceof Element ? targetOf(target.closest('a[href]')) : undefined
        if (path !== undefined) prefetch(path)
      },
      { passive: true, signal },
    )
  }
}

/** Fetches what comes into view, in idle moments after the page itself. */
function watchView(prefetch: Prefetch, signal: AbortSignal): void {
  const idle = window.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 300))
  let left = mostInView
  const observer = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || left === 0) continue
      observer.unobserve(target)
      const path = targetOf(target)
      if (path === undefined) continue
      left--
      idle(() => signal.aborted || prefetch(path))
    }
  })
  signal.addEventListener('abort', () => observer.disconnect())
  const begin = () =>
    idle(() => {
      if (!signal.aborted)
        for (const link of document.querySelectorAll('main a[href]')) observer.observe(link)
    })
  if (document.readyState === 'complete') begin()
  else addEventListener('load', begin, { once: true, signal })
}

/** Fetches pages that are the same for everybody before their links are clicked; not for readers who save data. */
export function PrefetchLinks() {
  const router = useRouter()
  const shown = usePathname()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page has other links
  useEffect(() => {
    if (isSaving()) return
    const watch = new AbortController()
    const asked = new Set<string>()
    const prefetch = (path: string) => {
      if (asked.has(path)) return
      asked.add(path)
      router.prefetch(path)
    }
    watchIntent(prefetch, watch.signal)
    watchView(prefetch, watch.signal)
    return () => watch.abort()
  }, [router, shown])
  return null
}
