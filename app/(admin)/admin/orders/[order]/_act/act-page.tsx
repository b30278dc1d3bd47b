import { notFound, redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { Notice } from '@/app/_components/notice'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { ActForm } from '@/app/(admin)/_parts/act-form'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { Section } from '@/app/(admin)/_parts/section'
import { ReasonField } from '@/app/(admin)/admin/orders/[order]/_act/reason-field'
import { readActOrder } from '@/lib/acts/data'
import { effectSentences, previewAct } from '@/lib/acts/effect'
import { factsOf, writeSeen } from '@/lib/acts/facts'
import { type ActOrder, actTitles } from '@/lib/acts/order'
import { actPath } from '@/lib/acts/pages'
import type { ActRequest } from '@/lib/acts/plan'
import { actRequestSchemas } from '@/lib/acts/schema'
import { shopTime } from '@/lib/clock'
import type { ActKind } from '@/lib/generated/prisma/enums'
import { newId } from '@/lib/ids'
import { isRecentlyConfirmed } from '@/lib/operators/confirmation'
import { orderIdSchema } from '@/lib/orders/schema'

interface Settings {
  kind: ActKind
  action: (form: FormData) => Promise<void>
  lead: string
  /** What its button says, and what it says meanwhile. */
  submit: string
  pending: string
  /** Whether the password must have been asked for lately: before anything is filled in. */
  confirmed?: boolean
  /** Where an operator chooses what to act on; what they chose stands in the address. */
  choose?: (order: ActOrder, chosen: Record<string, string>) => ReactNode
  /** More to know before it is done. */
  remarks?: (order: ActOrder) => ReactNode
}

/**
 * The page of an act on an order: shows what it would do, then asks once, by a form that says what it was drawn from and
 * works once.
 */
export function actPage({ kind, action, lead, submit, pending, confirmed, choose, remarks }: Settings) {
  const path = (params: Record<string, string>) => actPath(params.order ?? '', kind)
  return adminPage('ADMIN', path, async ({ params, query }) => {
    const orderId = orderIdSchema.safeParse(params.order)
    if (!orderId.success) notFound()
    const chosen = chosenOf(query)
    const back = addressOf(path(params), chosen)
    if (confirmed && !(await isRecentlyConfirmed())) {
      redirect(`/admin/confirm?next=${encodeURIComponent(back)}`)
    }
    const at = await shopTime()
    const order = await readActOrder(orderId.data, at)
    if (!order) notFound()
    const request = actRequestSchemas[kind].safeParse(chosen)
    return (
      <>
        <PageHeading
          title={actTitles[kind]}
          above={
            <PageLink href={`/admin/orders/${order.id}`} className="link">
              Order {order.id}
            </PageLink>
          }
          lead={lead}
        />
        {choose?.(order, chosen)}
        {request.success && (
          <Proposal
            order={order}
            request={request.data}
            at={at}
            back={back}
            form={{ action, submit, pending }}
            fields={chosen}
            remarks={remarks?.(order)}
          />
        )}
      </>
    )
  })
}

/** What was chosen in the page's address: what its form repeats, and nothing else that somebody may have written there. */
function chosenOf(query: Record<string, unknown>): Record<string, string> {
  const names = ['ref', 'amount', 'charged', 'line']
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = query[name]
      return typeof value === 'string' && value !== '' ? [[name, value]] : []
    }),
  )
}

function addressOf(path: string, query: Record<string, string>): string {
  const text = String(new URLSearchParams(query))
  return text ? `${path}?${text}` : path
}

/** What the act would do now, and the form that does it. */
async function Proposal({
  order: { id },
  request,
  at,
  back,
  form,
  fields,
  remarks,
}: {
  order: ActOrder
  request: ActRequest
  at: Date
  back: string
  form: Pick<Settings, 'action' | 'submit' | 'pending'>
  fields: Record<string, string>
  remarks: ReactNode
}) {
  const seen = await previewAct(id, request, at)
  if (!seen.known || !seen.result) {
    return (
      <Notice kind="caution" title="This order is being changed right now">
        <p>
          The effect can’t be shown at the moment.{' '}
          <a href={back} className="link">
            Reload
          </a>
        </p>
      </Notice>
    )
  }
  const { order, planned, effect } = seen.result
  if (!planned.ok || !effect) {
    return (
      <Notice kind="caution" title="This action isn’t possible">
        <p>{planned.ok ? '' : planned.sentence}</p>
      </Notice>
    )
  }
  return (
    <Section id="effect" title="What this will do">
      <ul className="list-disc space-y-1 pl-5">
        {effectSentences(order, planned.plan, effect).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {remarks}
      <div className="max-w-xl pt-2">
        <ActForm
          {...form}
          back={back}
          fields={{ ...fields, order: id, key: newId(), seen: writeSeen(factsOf(order, new Date())) }}
        >
          <ReasonField />
        </ActForm>
      </div>
    </Section>
  )
}
