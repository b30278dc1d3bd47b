import { env } from '@/lib/env'

const texts = {
  local: 'Demonstration shop: payments go to the emulator on this machine, and no money moves.',
  test: 'Test mode: payments go to Paymentwall’s sandbox, and no money moves.',
}

/** Says that nothing is really paid, unless it is. */
export function ModeBanner() {
  const mode = env().PAYMENTWALL_MODE
  if (mode === 'live') return null
  return (
    <p className="bg-caution-wash px-5 py-1.5 text-center text-sm text-caution" data-mode={mode}>
      {texts[mode]}
    </p>
  )
}
