import type { Metadata } from 'next'
import { ButtonLink } from '@/app/_components/button'
import { Notice } from '@/app/_components/notice'
import { PageHeading } from '@/app/_components/page-heading'
import { hidden } from '@/app/_components/rich'
import { SubmitButton } from '@/app/_components/submit-button'
import { withDatabase } from '@/app/_components/with-database'
import { AccountForm } from '@/app/(site)/_accounts/account-form'
import { hasRole } from '@/lib/accounts/access'
import {
  changeEmailAction,
  changeNameAction,
  changePasswordAction,
  signOutAction,
  signOutDeviceAction,
  signOutEverywhereAction,
} from '@/lib/accounts/actions'
import { type OwnSession, sessionsPart } from '@/lib/accounts/data'
import { deviceName } from '@/lib/accounts/device'
import { currentSessionDigest, requireUserWith } from '@/lib/accounts/session'
import { requestConfirmationAction } from '@/lib/email-confirmation/actions'
import type { Locale, Translate } from '@/lib/languages/locale'
import { pageLocale } from '@/lib/languages/page-locale'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageLocale()).t('account.title'), robots: { index: false } }
}

function Setting({ t, title, value }: { t: Translate; title: string; value: string }) {
  return (
    <>
      <span className="font-medium">{title}</span>
      <span className="col-start-1 min-w-0 text-muted sm:col-start-2">{value}</span>
      <span className="link col-start-2 row-span-2 row-start-1 sm:col-start-3">
        {t('account.details.change')}
      </span>
    </>
  )
}

/** The devices of an account, with when each was last used. */
function Sessions({
  locale,
  sessions,
  here,
}: {
  locale: Locale
  sessions: OwnSession[]
  here: string | undefined
}) {
  const { t, date } = locale
  const whereOf = ({ id, lastSeenAt, address }: OwnSession) => {
    const where =
      id === here ? t('account.sessions.here') : t('account.sessions.used', { date: date(lastSeenAt) })
    return address ? t('account.sessions.from', { where, address }) : where
  }
  return (
    <ul className="max-w-2xl divide-y divide-line border-y border-line">
      {sessions.map((session) => (
        <li key={session.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 py-3">
          <div className="min-w-0">
            <p className="font-medium">{deviceName(t, session.userAgent)}</p>
            <p className="text-sm text-muted">{whereOf(session)}</p>
          </div>
          {session.id !== here && (
            <form action={signOutDeviceAction}>
              <input type="hidden" name="session" value={session.id} />
              <button type="submit" className="link min-h-11">
                {t.rich('account.sessions.signOutOf', { device: deviceName(t, session.userAgent), hidden })}
              </button>
            </form>
          )}
        </li>
      ))}
    </ul>
  )
}

async function AccountPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const query = await searchParams
  const { user, values } = await requireUserWith('/account', { sessions: sessionsPart })
  const here = await currentSessionDigest()
  const locale = await pageLocale()
  const { t, path, date } = locale
  return (
    <div className="space-y-12">
      <PageHeading
        title={t('account.title')}
        lead={t('account.registered', { date: date(user.registeredAt) })}
      />
      {user.emailProvenAt ? (
        'confirmed' in query && <Notice kind="positive">{t('account.address.confirmed')}</Notice>
      ) : (
        <section aria-labelledby="confirm" className="space-y-4">
          <h2 id="confirm" className="text-heading">
            {t('account.address.title')}
          </h2>
          <p className="max-w-2xl">
            {t.rich('account.address.lead', {
              email: user.email,
              address: (text) => <span className="break-all">{text}</span>,
            })}
          </p>
          <AccountForm
            id="confirm-address"
            action={requestConfirmationAction}
            fields={[]}
            submit={t('account.address.submit')}
            pending={t('account.sending')}
            done={t('account.address.done')}
          />
        </section>
      )}

      <section aria-labelledby="details">
        <h2 id="details" className="text-heading">
          {t('account.details.title')}
        </h2>
        <div className="mt-3 border-t border-line">
          <AccountForm
            summary={
              <Setting t={t} title={t('account.name.label')} value={user.name || t('account.name.none')} />
            }
            id="name"
            action={changeNameAction}
            fields={[
              {
                name: 'name',
                label: t('account.name.label'),
                autoComplete: 'name',
                value: user.name,
                optional: true,
              },
            ]}
            submit={t('account.name.submit')}
            pending={t('account.saving')}
            done={t('account.name.done')}
          />
          <AccountForm
            summary={<Setting t={t} title={t('account.email.label')} value={user.email} />}
            id="email"
            action={changeEmailAction}
            fields={[
              { name: 'email', label: t('account.email.new'), type: 'email', autoComplete: 'email' },
              {
                name: 'password',
                label: t('account.password.label'),
                type: 'password',
                autoComplete: 'current-password',
                hint: t('account.password.toConfirm'),
              },
            ]}
            submit={t('account.email.submit')}
            pending={t('account.saving')}
            done={t('account.email.done')}
          />
          <AccountForm
            summary={
              <Setting t={t} title={t('account.password.label')} value={t('account.password.hidden')} />
            }
            id="password"
            action={changePasswordAction}
            fields={[
              {
                name: 'current',
                label: t('account.password.current'),
                type: 'password',
                autoComplete: 'current-password',
              },
              {
                name: 'password',
                label: t('account.password.new'),
                type: 'password',
                autoComplete: 'new-password',
                hint: t('account.password.hint'),
              },
            ]}
            submit={t('account.password.submit')}
            pending={t('account.saving')}
            done={t('account.password.done')}
          />
        </div>
      </section>

      <section aria-labelledby="sessions" className="space-y-4">
        <h2 id="sessions" className="text-heading">
          {t('account.sessions.title')}
        </h2>
        <Sessions locale={locale} sessions={values.sessions} here={here} />
        <p className="max-w-2xl text-muted">{t('account.sessions.lead')}</p>
        <div className="flex flex-wrap gap-3">
          <form action={signOutAction}>
            <SubmitButton pendingText={t('account.sessions.pending')} variant="secondary">
              {t('account.sessions.signOut')}
            </SubmitButton>
          </form>
          <form action={signOutEverywhereAction}>
            <SubmitButton pendingText={t('account.sessions.pending')} variant="secondary">
              {t('account.sessions.signOutEverywhere')}
            </SubmitButton>
          </form>
        </div>
      </section>

      {hasRole(user, 'REVIEWER') && (
        <section aria-labelledby="office" className="space-y-4">
          <h2 id="office" className="text-heading">
            {t('account.office.title')}
          </h2>
          <p className="max-w-2xl text-muted">{t('account.office.lead')}</p>
          <ButtonLink href="/admin/second-factor" variant="secondary">
            {t('account.office.link')}
          </ButtonLink>
        </section>
      )}

      <section aria-labelledby="data" className="space-y-4">
        <h2 id="data" className="text-heading">
          {t('account.data.title')}
        </h2>
        <p className="max-w-2xl text-muted">{t('account.data.lead')}</p>
        <ButtonLink href="/api/account/data" variant="secondary" download>
          {t('account.data.link')}
        </ButtonLink>
      </section>

      <section aria-labelledby="closing" className="space-y-4">
        <h2 id="closing" className="text-heading">
          {t('account.closing.title')}
        </h2>
        <p className="max-w-2xl text-muted">{t('account.closing.lead')}</p>
        <ButtonLink href={path('/account/close')} variant="secondary">
          {t('account.closing.link')}
        </ButtonLink>
      </section>
    </div>
  )
}

export default withDatabase(AccountPage)
