import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ButtonLink } from '@/app/_components/button'
import { Notice } from '@/app/_components/notice'
import { PageHeading } from '@/app/_components/page-heading'
import { ActForm } from '@/app/(admin)/_parts/act-form'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { ConfirmFirst } from '@/app/(admin)/_parts/confirm-first'
import { TextArea } from '@/app/(admin)/_parts/text-area'
import { uidSchema } from '@/lib/accounts/schema'
import { shopTime } from '@/lib/clock'
import { closeWithin } from '@/lib/closing/mutations'
import { closeCustomerAction } from '@/lib/customers/actions'
import { findCustomer } from '@/lib/customers/data'
import { closedWords, notClosed } from '@/lib/customers/words'
import { preview } from '@/lib/preview'

export const metadata: Metadata = { title: 'Close an account' }

const pathOf = (uid: string) => `/admin/customers/${uid}/close`

export default adminPage(
  'ADMIN',
  ({ uid = '' }) => pathOf(uid),
  async ({ operator, params }) => {
    const uid = uidSchema.safeParse(params.uid).data ?? notFound()
    const now = await shopTime()
    const customer = (await findCustomer(uid, operator, now)) ?? notFound()
    const shown = await preview((transaction) => closeWithin(transaction, uid, now))
    const refusal = shown.known && !shown.result.closed ? notClosed[shown.result.why] : undefined
    return (
      <>
        <PageHeading
          above={<span className="break-all">{customer.email}</span>}
          title="Close this account?"
          lead="It is for good. The e-mail address, the name and the password are erased; orders stay in the books."
        />
        {shown.known && shown.result.closed && (
          <Notice title="What this will do">
            <p>{closedWords(shown.result.effects)}</p>
          </Notice>
        )}
        {!shown.known && (
          <Notice kind="caution" title="What this will do can’t be shown just now">
            <p>Something about this customer is being changed at this moment. Load the page once more.</p>
          </Notice>
        )}
        {refusal ? (
          <Notice kind="caution">
            <p>{refusal}</p>
          </Notice>
        ) : (
          <ConfirmFirst back={pathOf(uid)} what="close this account">
            <div className="max-w-3xl">
              <ActForm
                action={closeCustomerAction}
                back={pathOf(uid)}
                fields={{ uid }}
                submit="Close the account for good"
                pending="Closing…"
              >
                <TextArea name="reason" label="Why" maxLength={500} rows={2} />
              </ActForm>
            </div>
          </ConfirmFirst>
        )}
        <ButtonLink href={`/admin/customers/${uid}`} variant="secondary">
          Back to the customer
        </ButtonLink>
      </>
    )
  },
)
