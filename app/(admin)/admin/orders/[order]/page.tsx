import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageHeading } from '@/app/_components/page-heading'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { OrderActs } from '@/app/(admin)/admin/orders/[order]/order-acts'
import { orderIdSchema } from '@/lib/orders/schema'

export const metadata: Metadata = { title: 'Order' }

export default adminPage(
  'REVIEWER',
  ({ order }) => `/admin/orders/${order}`,
  async ({ operator, params }) => {
    const orderId = orderIdSchema.safeParse(params.order)
    if (!orderId.success) notFound()
    return (
      <>
        <PageHeading title={`Order ${orderId.data}`} />
        <OrderActs order={{ id: orderId.data }} operator={operator} />
      </>
    )
  },
)
