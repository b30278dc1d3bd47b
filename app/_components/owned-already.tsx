import { Notice } from '@/app/_components/notice'
import { PageLink } from '@/app/_components/page-link'
import type { OwnedItem } from '@/lib/deliveries/data'

/** Tells a buyer quietly that something is theirs already; it can be bought again all the same. */
export function OwnedAlready({ items }: { items: OwnedItem[] }) {
  if (items.length === 0) return null
  const names = items.map(({ name }) => `“${name}”`).join(', ')
  return (
    <Notice title="You have this already">
      <p>
        {names} {items.length === 1 ? 'is' : 'are'} in{' '}
        <PageLink href="/account/library" className="link">
          your library
        </PageLink>
        , to use as often as you like.{' '}
        {items.some(({ kind }) => kind === 'LICENCE')
          ? 'Another licence has a key of its own.'
          : 'Buying again adds nothing to it.'}
      </p>
    </Notice>
  )
}
