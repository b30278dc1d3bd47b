import { Notice } from '@/app/_components/notice'
import { PageLink } from '@/app/_components/page-link'
import type { OwnedItem } from '@/lib/deliveries/data'

/** Tells a buyer that they already own something. It can still be bought again. */
export function OwnedAlready({ items }: { items: OwnedItem[] }) {
  if (items.length === 0) return null
  const names = items.map(({ name }) => `“${name}”`).join(', ')
  return (
    <Notice title="You already own this">
      <p>
        {names} {items.length === 1 ? 'is' : 'are'} in{' '}
        <PageLink href="/account/library" className="link">
          your library
        </PageLink>
        , to use as often as you like.{' '}
        {items.some(({ kind }) => kind === 'LICENCE')
          ? 'Another licence comes with its own key.'
          : 'There is no need to buy it again.'}
      </p>
    </Notice>
  )
}
