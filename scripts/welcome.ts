import path from 'node:path'
import { demoAccounts, demoPassword } from '@/lib/accounts/demo'
import testCards from '@/lib/checkout/test-cards.json'
import { isLoopback } from '@/lib/env'
import type { OpenShop } from './open-shop'
import { root } from './settings'

const purposes = { BUYER: 'buys', REVIEWER: 'reviews the shop for the provider', ADMIN: 'runs the shop' }

interface TestCard {
  number: string
  brand: string
  cvv: string
  standsForAnyOtherCvv: boolean
  happens: string
}

/** The test cards as lines of text; numbers with which the same happens share their lines. */
export function cardLines(cards: TestCard[]): string[] {
  const numbers = new Map<string, string[]>()
  for (const number of new Set(cards.map((card) => card.number))) {
    const lines = cards
      .filter((card) => card.number === number)
      .map(
        (card) =>
          `      CVV ${card.standsForAnyOtherCvv ? 'any other' : card.cvv.padEnd(9)}  ${card.happens}`,
      )
      .join('\n')
    numbers.set(lines, [...(numbers.get(lines) ?? []), number.replace(/(.{4})(?=.)/g, '$1 ')])
  }
  return [...numbers].flatMap(([lines, sharing]) => [`    ${sharing.join('  or  ')}, any future date`, lines])
}

function accountLines(url: string): string[] {
  if (!isLoopback(url)) {
    return ['  No demo accounts, because this address is public. Create your own: npm run admin:create']
  }
  return [
    `  Accounts, all with the password ${demoPassword}`,
    ...demoAccounts.map(({ email, role }) => `    ${email.padEnd(30)}${purposes[role]}`),
  ]
}

/** What a person needs to know once the shop is open. */
export function card(shop: OpenShop, directory: string): string {
  const local = shop.values.PAYMENTWALL_MODE === 'local'
  const logs = path.relative(root, path.join(directory, 'logs'))
  const lines = [
    '',
    `  The shop      ${shop.url}`,
    ...(local
      ? [
          `  The emulator  ${shop.emulatorUrl}/merchant  (stands in for Paymentwall; no real money is charged)`,
        ]
      : []),
    ...(shop.mailboxUrl
      ? [`  The mailbox   ${shop.mailboxUrl}  (every mail of the shop, for any address)`]
      : []),
    '',
    '  The certificate was made on this machine, so the browser warns once. Choose "Advanced", "Proceed to localhost"',
    '  (Chrome, Edge), "Advanced…", "Accept the Risk and Continue" (Firefox), or "Show Details", "visit this website"',
    '  (Safari).',
    '',
    ...accountLines(shop.url),
    '',
    ...(local
      ? [
          '  To try',
          '    Sign in as the buyer, choose a product, press "Buy now" and accept the terms. Pay with a test card, or open',
          '    "Other payment methods" and press "Buy". The order page updates automatically, and the file can be downloaded.',
          "    Then refund the payment in the emulator's merchant area: the file is withdrawn.",
          '',
          `  The back office  ${shop.url}/admin`,
          '    Sign in as the admin: alerts, sales, every pingback with its signature explained, orders with their timeline,',
          '    refunds that show what they will do. Open "Go-live" and press "Prove all": in about three minutes the shop',
          '    proves every check point of Paymentwall’s checklists. "Make a report" then gives you the signed report.',
          '    The reviewer sees the same, but can only flag check points.',
          '',
        ]
      : []),
    '  Test cards',
    ...cardLines(testCards),
    '',
    `  Logs: ${logs}. Ctrl-C stops everything and keeps the data; npm run demo -- --reset starts from scratch.`,
    '',
  ]
  return lines.join('\n')
}
