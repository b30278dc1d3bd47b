import { PageLink } from '@/app/_components/page-link'
import { SubmitButton } from '@/app/_components/submit-button'
import { AccountForm } from '@/app/(site)/_accounts/account-form'
import type { AccountUser } from '@/lib/accounts/mutations'
import { currentUser } from '@/lib/accounts/session'
import { joinGuestAction, openGuestAccountAction } from '@/lib/guests/actions'
import { hasAccount } from '@/lib/guests/data'
import type { OrderId } from '@/lib/ids'
import type { LinkedOrder } from '@/lib/order-links/data'

/** How a guest keeps an order: in an account, once a link in a mail has proven the address. */
export async function GuestOrder({
  orderId,
  buyer,
  linked,
  isPaid,
}: {
  orderId: OrderId
  buyer: AccountUser | undefined
  linked: LinkedOrder | undefined
  isPaid: boolean
}) {
  if (linked) return <KeepOrder orderId={orderId} linked={linked} />
  if (!buyer?.isGuest || !isPaid) return null
  return (
    <p>
      We are sending your receipt to <span className="break-all">{buyer.email}</span>. Use the link in it to
      keep the order in an account.
    </p>
  )
}

async function KeepOrder({ orderId, linked }: { orderId: OrderId; linked: LinkedOrder }) {
  const user = await currentUser()
  const isOwner = user?.email === linked.email
  return (
    <section aria-labelledby="keep" className="sheet max-w-2xl space-y-4 p-6">
      <h2 id="keep" className="text-heading">
        Keep this order
      </h2>
      {!linked.provesAddress ? (
        <p>
          To keep this order in an account, use the link of a newer e-mail from us, or{' '}
          <PageLink href="/contact" className="link">
            write to us
          </PageLink>
          .
        </p>
      ) : isOwner ? (
        <form action={joinGuestAction} className="space-y-4">
          <input type="hidden" name="order" value={orderId} />
          <p>You bought this as a guest. Add it to your account, with everything you bought as that guest.</p>
          <SubmitButton pendingText="One moment…">Add to your account</SubmitButton>
        </form>
      ) : (await hasAccount(linked.email)) ? (
        <p>
          There is an account with <span className="break-all">{linked.email}</span>.{' '}
          <PageLink href="/login" query={{ next: `/orders/${orderId}` }} className="link">
            Sign in
          </PageLink>{' '}
          to add this order to it.
        </p>
      ) : (
        <>
          <p>
            Choose a password to create an account with <span className="break-all">{linked.email}</span>. It
            will keep this order and everything else you bought in the same guest checkout.
          </p>
          <AccountForm
            id="guest-password"
            action={openGuestAccountAction}
            next={`/orders/${orderId}`}
            fields={[
              {
                name: 'password',
                label: 'Password',
                type: 'password',
                autoComplete: 'new-password',
                hint: 'At least 10 characters. A few random words are easy to remember and hard to guess.',
              },
            ]}
            submit="Create account"
            pending="Creating your account…"
          />
        </>
      )}
    </section>
  )
}
