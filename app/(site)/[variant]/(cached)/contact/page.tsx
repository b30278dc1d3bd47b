import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PageHeading } from '@/app/_components/page-heading'
import { linkTo } from '@/app/_components/rich'
import { brand } from '@/lib/brand/brand'
import { company, phoneLink } from '@/lib/brand/company'
import { pageLocale } from '@/lib/languages/page-locale'
import { policies } from '@/lib/policies/policies'
import { foundMetadata } from '@/lib/storefront/found'

const refunds = policies[2]

export async function generateMetadata(): Promise<Metadata> {
  const locale = await pageLocale()
  return foundMetadata(locale, {
    path: '/contact',
    title: locale.t('shop.footer.contact'),
    description: locale.t('contact.description', { shop: brand.name }),
  })
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-8 border-t border-line py-4 sm:grid-cols-[12rem_1fr]">
      <dt className="text-muted">{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

export default async function ContactPage() {
  const locale = await pageLocale()
  const { t } = locale
  const { name, registration, address, email, phone } = company()
  return (
    <div className="space-y-10">
      <PageHeading title={t('shop.footer.contact')} lead={t('contact.lead')} />
      <dl className="max-w-3xl border-b border-line">
        <Row label={t('contact.email')}>
          <a href={`mailto:${email}`} className="link">
            {email}
          </a>
          <span className="block text-muted">{t('contact.reply')}</span>
        </Row>
        {phone && (
          <Row label={t('contact.phone')}>
            <a href={phoneLink(phone)} className="link">
              {phone}
            </a>
          </Row>
        )}
        <Row label={t('contact.company')}>{name}</Row>
        <Row label={t('contact.registration')}>{registration}</Row>
        <Row label={t('contact.address')}>{address}</Row>
      </dl>
      <section aria-labelledby="quick" className="prose">
        <h2 id="quick">{t('contact.answers.title')}</h2>
        <ul>
          <li>{t.rich('contact.answers.library', { library: linkTo(locale, '/account/library') })}</li>
          <li>{t.rich('contact.answers.orders', { orders: linkTo(locale, '/account/orders') })}</li>
          <li>
            {t.rich('contact.answers.refunds', {
              policy: t(`policies.${refunds.name}.title`),
              refunds: linkTo(locale, refunds.path),
            })}
          </li>
        </ul>
      </section>
    </div>
  )
}
