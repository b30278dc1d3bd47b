import path from 'node:path'
import { demoAccounts, demoPassword } from '@/lib/accounts/demo'
import { isLoopback } from '@/lib/env'
import type { OpenShop } from './open-shop'
import { root } from './settings'

const purposes = { BUYER: 'buys', REVIEWER: 'reads the go-live page', ADMIN: 'runs the shop' }

/** What a person needs to know once the shop is open. */
export async function card(shop: OpenShop, directory: string): Promise<string> {
  const accounts = isLoopback(shop.url)
    ? [
        `  Accounts, all with the password ${demoPassword}`,
        ...demoAccounts.map(({ email, role }) => `    ${email.padEnd(30)}${purposes[role]}`),
      ]
    : ['  No demo accounts: this address is not on this machine. npm run admin:create opens one of your own.']
  const local = shop.values.PAYMENTWALL_MODE === 'local'
  return `
  The shop        ${shop.url}
${local ? `  The emulator    ${shop.emulatorUrl}/merchant   stands in for Paymentwall; no money moves\n` : ''}
  Your browser does not know the certificate, which was made on this machine. It will warn you once: choose
  "Advanced", then "Proceed to localhost" (Chrome, Edge), "Accept the Risk and Continue" (Firefox) or
  "Show Details", then "visit this website" (Safari).

${accounts.join('\n')}

  Logs are in ${path.relative(root, path.join(directory, 'logs')) || 'logs'}. Ctrl-C stops everything; the data stays. To start afresh: npm run demo -- --reset
`
}
