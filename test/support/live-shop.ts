import { env } from '@/lib/env'

/** Does some work as a shop that takes real money would. */
export async function inLiveShop<Result>(work: () => Promise<Result>): Promise<Result> {
  const settings = env()
  const { PAYMENTWALL_MODE: mode } = settings
  settings.PAYMENTWALL_MODE = 'live'
  try {
    return await work()
  } finally {
    settings.PAYMENTWALL_MODE = mode
  }
}
