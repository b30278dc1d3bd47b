import { PageLink } from '@/app/_components/page-link'

/** The way to an order's page, under its id; nothing where there is no order. */
export function OrderLink({ id }: { id: string | null | undefined }) {
  if (!id) return null
  return (
    <PageLink href={`/admin/orders/${id}`} className="link">
      {id}
    </PageLink>
  )
}
