import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { linkTo } from '@/app/_components/rich'
import { withDatabase } from '@/app/_components/with-database'
import { AccountForm } from '@/app/(site)/_accounts/account-form'
import { pendingPurchase } from '@/app/(site)/_accounts/purchase'
import { registerAction } from '@/app/(site)/[variant]/(live)/register/actions'
import { firstPage } from '@/lib/accounts/access'
import { currentUser } from '@/lib/accounts/session'
import { ownPath } from '@/lib/http/own-path'
import { pageLocale } from '@/lib/languages/page-locale'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageLocale()).t('signIn.register.title'), robots: { index: false } }
}

async function RegisterPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const query = await searchParams
  const locale = await pageLocale()
  const { t, path } = locale
  const next = ownPath(query.next, '')
  const user = await currentUser()
  if (user) redirect(path(next || firstPage(user)))
  const purchase = await pendingPurchase(query.buy)
  return (
    <div className="space-y-8">
      <PageHeading
        title={
          purchase ? t('signIn.register.buyTitle', { product: purchase.name }) : t('signIn.register.title')
        }
        lead={t(purchase ? 'signIn.register.buyLead' : 'signIn.register.lead')}
      />
      <AccountForm
        id="register"
        action={registerAction}
        next={next}
        buy={purchase?.key}
        fields={[
          { name: 'name', label: t('signIn.fields.optionalName'), autoComplete: 'name', optional: true },
          { name: 'email', label: t('signIn.fields.email'), type: 'email', autoComplete: 'username' },
          {
            name: 'password',
            label: t('signIn.fields.password'),
            type: 'password',
            autoComplete: 'new-password',
            hint: t('signIn.fields.passwordHint'),
          },
        ]}
        submit={t('signIn.register.submit')}
        pending={t('signIn.register.pending')}
      />
      <div className="space-y-2">
        <p>
          {t.rich('signIn.register.known', {
            link: (text) => (
              <PageLink
                href={path('/login')}
                query={{ next: next || undefined, buy: purchase?.key }}
                className="link"
              >
                {text}
              </PageLink>
            ),
          })}
        </p>
        <p className="text-muted">
          {t.rich('signIn.register.privacy', { link: linkTo(locale, '/privacy') })}
        </p>
      </div>
    </div>
  )
}

export default withDatabase(RegisterPage)
