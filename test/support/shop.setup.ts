import { publicKeyFingerprint } from '@/scripts/certificate'
import { startShop } from './shop'

/** One shop for all browser tests; its addresses reach them by the environment. */
export default async function setup() {
  const shop = await startShop()
  Object.assign(process.env, {
    E2E_SHOP_URL: shop.url,
    E2E_EMULATOR_URL: shop.emulatorUrl,
    E2E_DATABASE_URL: shop.databaseUrl,
    E2E_LOGS: shop.logs,
    E2E_CERTIFICATE: shop.certificate.file,
    E2E_CERTIFICATE_KEY: publicKeyFingerprint(shop.certificate.cert),
  })
  return () => shop.stop()
}
