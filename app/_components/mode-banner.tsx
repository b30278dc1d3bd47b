import { env } from '@/lib/env'

const texts = {
  local: 'Demo shop: payments go to the emulator on this machine. No real money is charged.',
  test: 'Test mode: payments go to Paymentwall’s sandbox. No real money is charged.',
}

/** Shown in every mode but `live`: nothing is really charged. */
export function ModeBanner() {
  const mode = env().PAYMENTWALL_MODE
  if (mode === 'live') return null
  return (
    <p className="bg-caution-wash px-5 py-1.5 text-center text-sm text-caution print:hidden" data-mode={mode}>
      {texts[mode]}
    </p>
  )
}
