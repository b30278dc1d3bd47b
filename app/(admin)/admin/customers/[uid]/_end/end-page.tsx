import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { ButtonLink } from '@/app/_components/button'
import { Notice } from '@/app/_components/notice'
import { PageHeading } from '@/app/_components/page-heading'
import { ActForm } from '@/app/(admin)/_parts/act-form'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { ConfirmFirst } from '@/app/(admin)/_parts/confirm-first'
import { uidSchema } from '@/lib/accounts/schema'
import { shopTime } from '@/lib/clock'
import { findCustomer } from '@/lib/customers/data'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { Uid } from '@/lib/ids'
import { preview } from '@/lib/preview'

/** What an act that ends something of a customer would do, or why it can't be done. */
type WouldDo = { ok: true; effect: string } | { ok: false; refusal: string }

/** The page of an act that ends something of a customer for good: shows what it will do, then asks once. */
export function endPage(
  act: string,
  words: { title: string; lead: string; what: string; submit: string; pending: string },
  action: (form: FormData) => Promise<void>,
  tryOut: (transaction: Prisma.TransactionClient, uid: Uid, at: Date) => Promise<WouldDo>,
  children: ReactNode,
) {
  const pathOf = (uid: string) => `/admin/customers/${uid}/${act}`
  return adminPage(
    'ADMIN',
    ({ uid = '' }) => pathOf(uid),
    async ({ operator, params }) => {
      const uid = uidSchema.safeParse(params.uid).data ?? notFound()
      const now = await shopTime()
      const customer = (await findCustomer(uid, operator, now)) ?? notFound()
      const shown = await preview((transaction) => tryOut(transaction, uid, now))
      const refusal = shown.known && !shown.result.ok ? shown.result.refusal : undefined
      return (
        <>
          <PageHeading
            above={<span className="break-all">{customer.email}</span>}
            title={words.title}
            lead={words.lead}
          />
          {shown.known && shown.result.ok && (
            <Notice title="What this will do">
              <p>{shown.result.effect}</p>
            </Notice>
          )}
          {!shown.known && (
            <Notice kind="caution" title="The effect can’t be shown right now">
              <p>This customer is being changed, or has a lot of data. Reload the page to try again.</p>
            </Notice>
          )}
          {refusal ? (
            <Notice kind="caution">
              <p>{refusal}</p>
            </Notice>
          ) : (
            <ConfirmFirst back={pathOf(uid)} what={words.what}>
              <div className="max-w-3xl">
                <ActForm
                  action={action}
                  back={pathOf(uid)}
                  fields={{ uid }}
                  submit={words.submit}
                  pending={words.pending}
                >
                  {children}
                </ActForm>
              </div>
            </ConfirmFirst>
          )}
          <ButtonLink href={`/admin/customers/${uid}`} variant="secondary">
            Back to customer
          </ButtonLink>
        </>
      )
    },
  )
}
