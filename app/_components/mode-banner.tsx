import { env } from '@/lib/env'
import type { Locale } from '@/lib/languages/locale'

/** Shown in every mode but `live`: nothing is really charged. */
export function ModeBanner({ locale }: { locale: Locale }) {
  const mode = env().PAYMENTWALL_MODE
  if (mode === 'live') return null
  return (
    <p className="bg-caution-wash px-5 py-1.5 text-center text-sm text-caution print:hidden" data-mode={mode}>
      {locale.t(`shop.mode.${mode}`)}
    </p>
  )
}
