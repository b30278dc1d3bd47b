import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ButtonLink } from '@/app/_components/button'
import { Notice } from '@/app/_components/notice'
import { PageHeading } from '@/app/_components/page-heading'
import { ActForm } from '@/app/(admin)/_parts/act-form'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { ConfirmFirst } from '@/app/(admin)/_parts/confirm-first'
import { uidSchema } from '@/lib/accounts/schema'
import { shopTime } from '@/lib/clock'
import { eraseCustomerAction } from '@/lib/customers/actions'
import { findCustomer } from '@/lib/customers/data'
import { eraseWithin } from '@/lib/customers/mutations'
import { erasedWords, notErased } from '@/lib/customers/words'
import { preview } from '@/lib/preview'

export const metadata: Metadata = { title: 'Erase personal data' }

const pathOf = (uid: string) => `/admin/customers/${uid}/erase`

export default adminPage(
  'ADMIN',
  ({ uid = '' }) => pathOf(uid),
  async ({ operator, params }) => {
    const uid = uidSchema.safeParse(params.uid).data ?? notFound()
    const now = await shopTime()
    const customer = (await findCustomer(uid, operator, now)) ?? notFound()
    const shown = await preview((transaction) => eraseWithin(transaction, uid, now))
    const refusal = shown.known && !shown.result.ok ? notErased[shown.result.why] : undefined
    return (
      <>
        <PageHeading
          above={<span className="break-all">{customer.email}</span>}
          title="Erase what is personal?"
          lead="It can’t be undone. Orders, payments and decisions stay in the books, under the number alone."
        />
        {shown.known && shown.result.ok && (
          <Notice title="What this will do">
            <p>{erasedWords(shown.result.erased)}</p>
          </Notice>
        )}
        {!shown.known && (
          <Notice kind="caution" title="What this will do can’t be shown just now">
            <p>
              Something about this customer is being changed at this moment, or there is very much of it. Load
              the page once more.
            </p>
          </Notice>
        )}
        {refusal ? (
          <Notice kind="caution">
            <p>{refusal}</p>
          </Notice>
        ) : (
          <ConfirmFirst back={pathOf(uid)} what="erase personal data">
            <ActForm
              action={eraseCustomerAction}
              back={pathOf(uid)}
              fields={{ uid }}
              submit="Erase for good"
              pending="Erasing…"
            >
              <p className="max-w-3xl text-muted">
                Save the data as a file before, if the customer has asked for it. What Paymentwall holds is
                not erased by this: ask them there.
              </p>
            </ActForm>
          </ConfirmFirst>
        )}
        <ButtonLink href={`/admin/customers/${uid}`} variant="secondary">
          Back to the customer
        </ButtonLink>
      </>
    )
  },
)
