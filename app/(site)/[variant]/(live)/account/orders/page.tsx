import type { Metadata } from 'next'
import { ButtonLink } from '@/app/_components/button'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { Price } from '@/app/_components/price'
import { withDatabase } from '@/app/_components/with-database'
import { requireUserWith } from '@/lib/accounts/session'
import { orderName } from '@/lib/checkout/order-name'
import { shopTime } from '@/lib/clock'
import { pageLocale } from '@/lib/languages/page-locale'
import { ordersPart } from '@/lib/orders/data'
import { orderWords } from '@/lib/orders/words'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageLocale()).t('orders.list.title'), robots: { index: false } }
}

async function OrdersPage() {
  const [{ values }, now, locale] = await Promise.all([
    requireUserWith('/account/orders', { orders: ordersPart }),
    shopTime(),
    pageLocale(),
  ])
  const { t } = locale
  const { orders } = values
  return (
    <div className="space-y-8">
      <PageHeading title={t('orders.list.title')} />
      {orders.length === 0 ? (
        <div className="space-y-4">
          <p>{t('orders.list.empty')}</p>
          <ButtonLink href={locale.path('/')}>{t('brand.browse')}</ButtonLink>
        </div>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {orders.map((order) => (
            <li
              key={order.id}
              className="grid grid-cols-[1fr_auto] items-baseline gap-x-6 gap-y-1 py-4 lg:grid-cols-[1fr_16rem_7rem_6rem]"
            >
              <PageLink
                href={locale.path(`/orders/${order.id}`)}
                className="link col-span-full justify-self-start lg:col-span-1"
              >
                {orderName(t, order.lines)}
              </PageLink>
              <span className="col-span-full lg:col-span-1">{orderWords(t, order, now, true).label}</span>
              <time dateTime={order.createdAt.toISOString()} className="text-muted">
                {locale.shortDate(order.createdAt)}
              </time>
              <Price locale={locale} money={order} className="text-right" />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

export default withDatabase(OrdersPage)
