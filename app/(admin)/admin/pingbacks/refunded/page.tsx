import type { Metadata } from 'next'
import { Button } from '@/app/_components/button'
import { Notice } from '@/app/_components/notice'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { ActForm } from '@/app/(admin)/_parts/act-form'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { TextFilter } from '@/app/(admin)/_parts/filters'
import { enterRefundAction } from '@/lib/acts/actions'
import { previewEnteredRefund, type SeenRefund } from '@/lib/charges/enter-refund'
import { enterRefundSchema } from '@/lib/charges/schema'
import { newId } from '@/lib/ids'

export const metadata: Metadata = { title: 'Enter a partial refund' }

const path = '/admin/pingbacks/refunded'

const askedSchema = enterRefundSchema.pick({ ref: true, amount: true })

export default adminPage('ADMIN', path, async ({ query }) => {
  const asked = askedSchema.safeParse(query)
  const form = asked.success ? { ...asked.data, key: newId() } : undefined
  return (
    <>
      <PageHeading
        above={
          <PageLink href="/admin/pingbacks?type=220" className="link">
            Partial refunds
          </PageLink>
        }
        title="Enter the refunded amount"
        lead="For partial refunds that Paymentwall reported without an amount. Look up the amount in the merchant area. This doesn’t refund anything."
      />
      <form action={path} className="flex flex-wrap items-end gap-3">
        <TextFilter name="ref" label="Payment (ref)" value={query.ref} />
        <TextFilter name="amount" label="Amount, such as 3.00" value={query.amount} />
        <Button type="submit" variant="secondary" className="min-h-11">
          Preview
        </Button>
      </form>
      {form && <WouldDo form={form} />}
    </>
  )
})

async function WouldDo({ form }: { form: SeenRefund }) {
  const previewed = await previewEnteredRefund(form)
  if (!previewed.known) {
    return (
      <Notice kind="caution" title="The effect can’t be shown right now">
        <p>Its order is being changed. Reload the page in a moment.</p>
      </Notice>
    )
  }
  const { ok, sentence, goods, refunded } = previewed.result
  const { ref, amount, key } = form
  return (
    <>
      <Notice kind={ok ? 'info' : 'caution'} title={ok ? 'What this will do' : 'No effect'}>
        <p>{sentence}</p>
        {ok && <p>{goods === '' ? 'No goods are delivered or withdrawn.' : `It ${goods}.`}</p>}
      </Notice>
      {ok && (
        <ActForm
          action={enterRefundAction}
          back={`${path}?${new URLSearchParams({ ref })}`}
          submit={`Enter ${amount}`}
          pending="Entering…"
          fields={{ ref, amount, key, refunded }}
        />
      )}
    </>
  )
}
