import { SubmitButton } from '@/app/_components/submit-button'
import { signOutAction } from '@/lib/accounts/actions'
import { requestLocale } from '@/lib/languages/request-locale'

/** How a guest, or who has opened the link of an order, leaves a computer that others use. */
export async function ForgetHere() {
  const { t } = await requestLocale()
  return (
    <form action={signOutAction} className="flex flex-wrap items-center gap-3 print:hidden">
      <p>{t('signIn.guest.notYou')}</p>
      <SubmitButton variant="quiet" pendingText={t('shop.moment')}>
        {t('signIn.guest.forget')}
      </SubmitButton>
    </form>
  )
}
