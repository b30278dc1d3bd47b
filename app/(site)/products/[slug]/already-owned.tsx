import { MemberAlready } from '@/app/_components/member-already'
import { OwnedAlready } from '@/app/_components/owned-already'
import { currentUser } from '@/lib/accounts/session'
import { shopTime } from '@/lib/clock'
import { listOwned } from '@/lib/deliveries/data'
import type { ProductKind } from '@/lib/generated/prisma/enums'
import { membershipsBeside } from '@/lib/subscriptions/data'

/** Tells somebody signed in that they already have this product, or a membership. */
export async function AlreadyOwned({ product }: { product: { id: string; kind: ProductKind } }) {
  const user = await currentUser()
  if (!user) return null
  if (product.kind !== 'MEMBERSHIP') return <OwnedAlready items={await listOwned(user.uid, [product.id])} />
  const now = await shopTime()
  return <MemberAlready beside={await membershipsBeside(user.uid, now)} now={now} />
}
