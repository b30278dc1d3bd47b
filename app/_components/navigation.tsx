'use client'

import type { PrefetchKind } from 'next/dist/client/components/router-reducer/router-reducer-types'
import { usePathname, useRouter } from 'next/navigation'
import { useEffect, useTransition } from 'react'

/** How many pages are fetched ahead because they are in view: some 8 kB each. Those that are pointed at come on top. */
const mostInView = 3

const isSaving = () => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true

/** The link to another page of the shop that an event is about, if it is shown in this window. */
function linkOf(target: EventTarget | null): HTMLAnchorElement | undefined {
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[data-page]') : null
  return link && !link.target && !link.hasAttribute('download') ? link : undefined
}

/** Whether a link leads to another place of the page that is shown. */
const isWithinPage = ({ pathname, search, hash }: HTMLAnchorElement) =>
  hash !== '' && pathname === location.pathname && search === location.search

/** Fetches a page ahead; those that are here already are not fetched again. */
type Prefetch = (link: HTMLAnchorElement) => void

/** Fetches what a person turns to, by pointer, finger or keyboard. */
function watchIntent(prefetch: Prefetch, signal: AbortSignal): void {
  for (const kind of ['pointerover', 'focusin', 'touchstart', 'pointerdown']) {
    document.addEventListener(
      kind,
      ({ target }) => {
        const link = linkOf(target)
        if (link) prefetch(link)
      },
      { passive: true, signal },
    )
  }
}

/** Fetches what comes into view, in idle moments after the page itself. */
function watchView(prefetch: Prefetch, isWorthIt: (path: string) => boolean, signal: AbortSignal): void {
  const idle = window.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 300))
  const seen = new Set<string>()
  const observer = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      const link = isIntersecting ? linkOf(target) : undefined
      if (!link || seen.has(link.pathname) || seen.size === mostInView || !isWorthIt(link.pathname)) continue
      seen.add(link.pathname)
      idle(() => signal.aborted || prefetch(link))
    }
  })
  signal.addEventListener('abort', () => observer.disconnect())
  const begin = () =>
    idle(() => {
      if (!signal.aborted)
        for (const link of document.querySelectorAll('main a[data-page]')) observer.observe(link)
    })
  if (document.readyState === 'complete') begin()
  else addEventListener('load', begin, { once: true, signal })
}

/**
 * Follows the links of all pages below it without loading a new document, with a bar at the top while a page is on its way.
 * Pages that are the same for everybody are fetched before their links are clicked; not for readers who save data.
 *
 * @param waiting says, to be read aloud, that a page is on its way
 * @param ahead matches the paths of the pages that may be fetched ahead
 */
export function Navigation({ waiting, ahead }: { waiting: string; ahead?: string }) {
  const router = useRouter()
  const shown = usePathname()
  const [isWaiting, start] = useTransition()

  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const link = linkOf(event.target)
      const isElsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
      if (!link || event.defaultPrevented || event.button !== 0 || isElsewhere) return
      link.closest<HTMLElement>('[popover]')?.hidePopover()
      if (isWithinPage(link)) return
      event.preventDefault()
      start(() => router.push(link.href))
    }
    document.addEventListener('click', follow)
    return () => document.removeEventListener('click', follow)
  }, [router])

  useEffect(() => {
    if (ahead === undefined || isSaving()) return
    const watch = new AbortController()
    const pages = new RegExp(ahead)
    const isWorthIt = (path: string) => path !== shown && pages.test(path)
    const prefetch = ({ pathname }: HTMLAnchorElement) => {
      // In full: by itself Next fetches nothing ahead of a page that no build has drawn.
      if (isWorthIt(pathname)) router.prefetch(pathname, { kind: 'full' as PrefetchKind.FULL })
    }
    watchIntent(prefetch, watch.signal)
    watchView(prefetch, isWorthIt, watch.signal)
    return () => watch.abort()
  }, [router, shown, ahead])

  return isWaiting && <div role="progressbar" aria-label={waiting} className="pending-bar" />
}
