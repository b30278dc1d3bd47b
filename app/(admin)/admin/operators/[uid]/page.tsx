import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { ActForm } from '@/app/(admin)/_parts/act-form'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { ConfirmFirst } from '@/app/(admin)/_parts/confirm-first'
import { Facts } from '@/app/(admin)/_parts/facts'
import { Section } from '@/app/(admin)/_parts/section'
import { Time } from '@/app/(admin)/_parts/time'
import { uidSchema } from '@/lib/accounts/schema'
import { changeRoleAction, removeOperatorAction, resetSecondFactorAction } from '@/lib/operators/actions'
import { findOperator } from '@/lib/operators/data'
import { roleTitles, roleWords } from '@/lib/operators/words'

export const metadata: Metadata = { title: 'Operator' }

const pathOf = (uid = '') => `/admin/operators/${encodeURIComponent(uid)}`

export default adminPage(
  'ADMIN',
  ({ uid }) => pathOf(uid),
  async ({ params }) => {
    const uid = uidSchema.safeParse(params.uid).data ?? notFound()
    const operator = (await findOperator(uid)) ?? notFound()
    const { role, email, name, lastSeenAt, hasSecondFactor } = operator
    const back = pathOf(uid)
    const other = role === 'ADMIN' ? 'REVIEWER' : 'ADMIN'
    return (
      <>
        <PageHeading
          above={
            <PageLink href="/admin/operators" className="link">
              Operators
            </PageLink>
          }
          title={<span className="break-all">{email}</span>}
        />
        <Facts
          facts={[
            ['Name', name],
            ['Role', roleTitles[role]],
            ['Last seen', lastSeenAt ? <Time key="seen" at={lastSeenAt} /> : 'No active session'],
            ['Two-factor authentication', hasSecondFactor ? 'On' : 'Off'],
            [
              'More',
              <span key="more" className="flex flex-wrap gap-x-4">
                <PageLink href={`/admin/customers/${uid}`} className="link">
                  Customer page
                </PageLink>
                <PageLink href={`/admin/audit?subject=${uid}`} className="link">
                  View in audit log
                </PageLink>
              </span>,
            ],
          ]}
        />
        <Section id="acts" title="Manage access">
          <ConfirmFirst back={back} what="change this operator’s access">
            <div className="space-y-6">
              <ActForm
                action={changeRoleAction}
                back={back}
                fields={{ uid, was: role, role: other }}
                submit={`Make ${roleWords[other]}`}
                pending="Changing…"
                isQuiet
              >
                <p className="max-w-2xl text-muted">Their sessions end, and they have to sign in again.</p>
              </ActForm>
              {hasSecondFactor && (
                <ActForm
                  action={resetSecondFactorAction}
                  back={back}
                  fields={{ uid }}
                  submit="Turn off two-factor authentication"
                  pending="Turning off…"
                  isQuiet
                >
                  <p className="max-w-2xl text-muted">
                    For operators who lost their authenticator. Verify their identity first: afterwards, the
                    password alone opens the back office.
                  </p>
                </ActForm>
              )}
              <ActForm
                action={removeOperatorAction}
                back={back}
                fields={{ uid, was: role }}
                submit="Remove operator"
                pending="Removing…"
                isQuiet
              >
                <p className="max-w-2xl text-muted">
                  The account becomes a customer account. Its sessions end, two-factor authentication is
                  removed, and its pending invitations stop working.
                </p>
              </ActForm>
            </div>
          </ConfirmFirst>
        </Section>
      </>
    )
  },
)
