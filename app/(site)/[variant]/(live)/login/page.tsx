import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Notice } from '@/app/_components/notice'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { linkTo } from '@/app/_components/rich'
import { withDatabase } from '@/app/_components/with-database'
import { AccountForm } from '@/app/(site)/_accounts/account-form'
import { pendingPurchase } from '@/app/(site)/_accounts/purchase'
import { signInAction } from '@/app/(site)/[variant]/(live)/login/actions'
import { firstPage } from '@/lib/accounts/access'
import { demoPassword, openDemoAccounts } from '@/lib/accounts/demo'
import { currentBuyer } from '@/lib/accounts/session'
import { isDatabaseAway } from '@/lib/database-pool'
import { env } from '@/lib/env'
import { continueAsGuestAction } from '@/lib/guests/actions'
import { ownPath } from '@/lib/http/own-path'
import type { Translate } from '@/lib/languages/locale'
import { pageLocale } from '@/lib/languages/page-locale'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageLocale()).t('signIn.title'), robots: { index: false } }
}

function noneWhileUnavailable(error: unknown): [] {
  if (!isDatabaseAway(error)) throw error
  return []
}

async function DemoAccounts({ t, next, buy }: { t: Translate; next: string; buy: string | undefined }) {
  const accounts =
    env().PAYMENTWALL_MODE === 'local' ? await openDemoAccounts().catch(noneWhileUnavailable) : []
  if (accounts.length === 0) return null
  return (
    <aside className="sheet max-w-md space-y-3 self-start p-6">
      <h2 className="font-semibold">{t('signIn.demo.title')}</h2>
      <ul className="space-y-3">
        {accounts.map(({ email }) => (
          <li key={email}>
            <AccountForm
              id={`use-${email}`}
              action={signInAction}
              given={{ email, password: demoPassword }}
              fields={[]}
              next={next}
              buy={buy}
              submit={t('signIn.demo.use', { email })}
              pending={t('shop.moment')}
            />
          </li>
        ))}
      </ul>
      <p>
        {t.rich('signIn.demo.password', {
          password: demoPassword,
          code: (text) => <code className="font-mono text-[0.95em]">{text}</code>,
        })}
      </p>
    </aside>
  )
}

/** For buying without an account. */
function GuestForm({ t, buy, email }: { t: Translate; buy: string; email: string | undefined }) {
  return (
    <section aria-labelledby="guest" className="max-w-md space-y-4">
      <h2 id="guest" className="text-heading">
        {t('signIn.guest.title')}
      </h2>
      <p>{t('signIn.guest.lead')}</p>
      <AccountForm
        id="guest-entry"
        action={continueAsGuestAction}
        buy={buy}
        fields={[
          {
            name: 'email',
            label: t('signIn.guest.email'),
            type: 'email',
            autoComplete: 'email',
            value: email,
          },
        ]}
        submit={t('signIn.guest.submit')}
        pending={t('shop.moment')}
      />
    </section>
  )
}

async function LoginPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const query = await searchParams
  const locale = await pageLocale()
  const { t, path } = locale
  const next = ownPath(query.next, '')
  const buyer = await currentBuyer()
  if (buyer && !buyer.isGuest) redirect(path(next || firstPage(buyer)))
  const purchase = await pendingPurchase(query.buy)
  // Signing in from the cart leads back to it; buying as a guest goes on.
  const forGuest = purchase ?? (await pendingPurchase(query.guest))
  return (
    <div className="grid gap-10 lg:grid-cols-2">
      <div className="space-y-8">
        <PageHeading
          title={purchase ? t('signIn.buyTitle', { product: purchase.name }) : t('signIn.title')}
          lead={purchase && t('signIn.buyLead')}
        />
        {'ended' in query && <Notice className="max-w-md">{t('signIn.ended')}</Notice>}
        {'reset' in query && (
          <Notice kind="positive" className="max-w-md">
            {t('signIn.reset')}
          </Notice>
        )}
        {'closed' in query && (
          <Notice kind="positive" title={t('signIn.closed.title')} className="max-w-md">
            {t.rich('signIn.closed.lead', { link: linkTo(locale, '/contact') })}
          </Notice>
        )}
        {'link' in query && (
          <Notice kind="caution" title={t('signIn.deadLink.title')} className="max-w-md">
            {t.rich('signIn.deadLink.lead', { link: linkTo(locale, '/contact') })}
          </Notice>
        )}
        {forGuest && !forGuest.needsAccount && (
          <p>
            {t.rich('signIn.guest.offer', {
              link: (text) => (
                <a href="#guest" className="link">
                  {text}
                </a>
              ),
            })}
          </p>
        )}
        {forGuest?.needsAccount && <Notice className="max-w-md">{t('signIn.membership')}</Notice>}
        {next.startsWith('/orders/') && <Notice className="max-w-md">{t('signIn.order')}</Notice>}
        <AccountForm
          id="sign-in"
          action={signInAction}
          next={next}
          buy={purchase?.key}
          fields={[
            { name: 'email', label: t('signIn.fields.email'), type: 'email', autoComplete: 'username' },
            {
              name: 'password',
              label: t('signIn.fields.password'),
              type: 'password',
              autoComplete: 'current-password',
            },
          ]}
          submit={t('signIn.submit')}
          pending={t('signIn.pending')}
        />
        <p>
          <PageLink href={path('/reset')} className="link">
            {t('signIn.forgot')}
          </PageLink>
        </p>
        <p>
          {t.rich('signIn.new', {
            link: (text) => (
              <PageLink
                href={path('/register')}
                query={{ next: next || undefined, buy: purchase?.key }}
                className="link"
              >
                {text}
              </PageLink>
            ),
          })}
        </p>
      </div>
      <div className="space-y-10">
        {forGuest && !forGuest.needsAccount && (
          <GuestForm t={t} buy={forGuest.key} email={buyer?.isGuest ? buyer.email : undefined} />
        )}
        <DemoAccounts t={t} next={next} buy={purchase?.key} />
      </div>
    </div>
  )
}

export default withDatabase(LoginPage)
