import { PageLink } from '@/app/_components/page-link'
import { address, linkTo } from '@/app/_components/rich'
import { SubmitButton } from '@/app/_components/submit-button'
import { AccountForm } from '@/app/(site)/_accounts/account-form'
import type { AccountUser } from '@/lib/accounts/mutations'
import { currentUser } from '@/lib/accounts/session'
import { joinGuestAction, openGuestAccountAction } from '@/lib/guests/actions'
import { hasAccount } from '@/lib/guests/data'
import type { OrderId } from '@/lib/ids'
import type { Locale } from '@/lib/languages/locale'
import type { LinkedOrder } from '@/lib/order-links/data'

/** How a guest keeps an order: in an account, once a link in a mail has proven the address. */
export async function GuestOrder({
  locale,
  orderId,
  buyer,
  linked,
  isPaid,
}: {
  locale: Locale
  orderId: OrderId
  buyer: AccountUser | undefined
  linked: LinkedOrder | undefined
  isPaid: boolean
}) {
  if (linked) return <KeepOrder locale={locale} orderId={orderId} linked={linked} />
  if (!buyer?.isGuest || !isPaid) return null
  return <p>{locale.t.rich('orders.guest.receipt', { email: buyer.email, address })}</p>
}

async function KeepOrder({
  locale,
  orderId,
  linked,
}: {
  locale: Locale
  orderId: OrderId
  linked: LinkedOrder
}) {
  const { t } = locale
  const { email } = linked
  const user = await currentUser()
  const isOwner = user?.email === email
  return (
    <section aria-labelledby="keep" className="sheet max-w-2xl space-y-4 p-6">
      <h2 id="keep" className="text-heading">
        {t('orders.guest.title')}
      </h2>
      {!linked.provesAddress ? (
        <p>{t.rich('orders.guest.newer', { contact: linkTo(locale, '/contact') })}</p>
      ) : isOwner ? (
        <form action={joinGuestAction} className="space-y-4">
          <input type="hidden" name="order" value={orderId} />
          <p>{t('orders.guest.join')}</p>
          <SubmitButton pendingText={t('shop.moment')}>{t('orders.guest.add')}</SubmitButton>
        </form>
      ) : (await hasAccount(email)) ? (
        <p>
          {t.rich('orders.guest.known', {
            email,
            address,
            login: (text) => (
              <PageLink href={locale.path('/login')} query={{ next: `/orders/${orderId}` }} className="link">
                {text}
              </PageLink>
            ),
          })}
        </p>
      ) : (
        <>
          <p>{t.rich('orders.guest.choose', { email, address })}</p>
          <AccountForm
            id="guest-password"
            action={openGuestAccountAction}
            next={`/orders/${orderId}`}
            fields={[
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
        </>
      )}
    </section>
  )
}
