import type { ReactNode } from 'react'
import { PageLink } from '@/app/_components/page-link'
import { company, phoneLink } from '@/lib/brand/company'
import type { Locale } from '@/lib/languages/locale'
import { policies } from '@/lib/policies/policies'

/** Company details and policies, which the card schemes require on every page, including the checkout. */
export function SiteFooter({ locale, switches }: { locale: Locale; switches?: ReactNode }) {
  const { t } = locale
  const { name, registration, address, email, phone } = company()
  return (
    <footer className="mt-auto border-t border-line bg-wash text-sm print:hidden">
      <div className="page grid gap-8 py-10 sm:grid-cols-2 lg:grid-cols-[2fr_1fr_1fr]">
        <address className="space-y-1 not-italic">
          <p className="font-semibold">{name}</p>
          <p>{registration}</p>
          <p>{address}</p>
        </address>
        <div>
          <h2 className="font-semibold">{t('shop.footer.support')}</h2>
          <ul className="mt-1">
            <li>
              <a href={`mailto:${email}`} className="link inline-block py-1">
                {email}
              </a>
            </li>
            {phone && (
              <li>
                <a href={phoneLink(phone)} className="link inline-block py-1">
                  {phone}
                </a>
              </li>
            )}
            <li>
              <PageLink href={locale.path('/contact')} className="link inline-block py-1">
                {t('shop.footer.contact')}
              </PageLink>
            </li>
          </ul>
        </div>
        <nav aria-label={t('shop.footer.policies')}>
          <h2 className="font-semibold">{t('shop.footer.policies')}</h2>
          <ul className="mt-1">
            {policies.map(({ name, path }) => (
              <li key={path}>
                <PageLink href={locale.path(path)} className="link inline-block py-1">
                  {t(`policies.${name}.title`)}
                </PageLink>
              </li>
            ))}
            <li>
              <PageLink href={locale.path('/cancel')} className="link inline-block py-1">
                {t('cancellations.title')}
              </PageLink>
            </li>
            <li>
              <PageLink href={locale.path('/withdraw')} className="link inline-block py-1 font-semibold">
                {t('withdrawals.link')}
              </PageLink>
            </li>
          </ul>
        </nav>
        {switches}
      </div>
    </footer>
  )
}
