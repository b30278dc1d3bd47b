import type { Env } from '@/lib/env'

/** A script that may run on a payment page, as PCI DSS 6.4.3 wants it listed: who answers for it, and what it is for. */
export interface PaymentPageScript {
  /** An address; one that ends in `/` stands for all below it. */
  url: string
  owner: string
  purpose: string
  /** How its content is held to what was reviewed, or why that can't be. */
  integrity: string
}

type Settings = Pick<
  Env,
  | 'SHOP_URL'
  | 'PAYMENTWALL_MODE'
  | 'PAYMENTWALL_API_URL'
  | 'BRICK_PUBLIC_KEY'
  | 'BRICK_FORM'
  | 'BRICK_JS_URL'
  | 'WIDGET_ORIGINS'
>

/** Brick.js as documented for the form: 1.6 for the default one, 1.4 for the custom one (brick.md §2). */
export function brickScriptUrl({ BRICK_JS_URL, BRICK_FORM, PAYMENTWALL_API_URL }: Settings): string {
  const path = BRICK_FORM === 'default' ? '/brick/1.6/build/brick.1.6.0.min.js' : '/brick/brick.1.4.js'
  return BRICK_JS_URL ?? `${PAYMENTWALL_API_URL}${path}`
}

/** Whether a form of Paymentwall's making, and not of the emulator's, stands on the page. */
function drawsProviderForm({ PAYMENTWALL_MODE, BRICK_PUBLIC_KEY, BRICK_FORM }: Settings): boolean {
  return PAYMENTWALL_MODE !== 'local' && BRICK_PUBLIC_KEY !== undefined && BRICK_FORM === 'default'
}

/**
 * Every script of the payment pages. Reviewed by hand: the policy of these pages is generated from it, a browser test fails
 * when another script runs, and docs/payment-page.md says how to review a change.
 */
function paymentPageScripts(settings: Settings): PaymentPageScript[] {
  const own: PaymentPageScript = {
    url: `${settings.SHOP_URL}/_next/static/`,
    owner: 'this shop',
    purpose: 'draws the checkout page and follows the order',
    integrity:
      'built from this repository; names contain a hash of the content, and npm run payment-page compares them',
  }
  if (settings.BRICK_PUBLIC_KEY === undefined) return [own]
  const brick: PaymentPageScript = {
    url: brickScriptUrl(settings),
    owner: 'Paymentwall',
    purpose: 'Brick.js: takes the card data in the browser and exchanges it for a token',
    integrity: 'none: Paymentwall publishes no hash, and may update the file under the same name',
  }
  if (!drawsProviderForm(settings)) return [own, brick]
  const host = settings.PAYMENTWALL_MODE === 'live' ? 'songbird' : 'songbirdstag'
  const cardinal: PaymentPageScript = {
    url: `https://${host}.cardinalcommerce.com/`,
    owner: 'Cardinal Commerce, for Paymentwall',
    purpose: '3-D Secure 2: tells the bank about the browser, loaded by Brick.js 1.6',
    integrity: 'none: it differs from one card and bank to the next',
  }
  return [own, brick, cardinal]
}

/**
 * The addresses of all scripts that a shop of this version may have on its payment pages, by either form of Brick: for
 * somebody who does not know its settings.
 */
export function reviewedScripts({
  shopUrl,
  mode,
}: {
  shopUrl: string
  mode: Env['PAYMENTWALL_MODE']
}): string[] {
  const forms = ['default', 'custom'] as const
  const addresses = forms.flatMap((form) =>
    paymentPageScripts({
      SHOP_URL: shopUrl,
      PAYMENTWALL_MODE: mode,
      PAYMENTWALL_API_URL: mode === 'local' ? 'http://localhost' : 'https://api.paymentwall.com',
      BRICK_PUBLIC_KEY: 'any',
      BRICK_FORM: form,
      BRICK_JS_URL: undefined,
      WIDGET_ORIGINS: [],
    }).map(({ url }) => url),
  )
  return [...new Set(addresses)]
}

/**
 * The content security policy of the payment pages. Scripts: those with this answer's nonce, and those on the list.
 * There is no `strict-dynamic`, under which a listed script could bring in any other.
 *
 * @param page.reportTo where the browser reports what is blocked (lib/security/report-address.ts)
 */
export function paymentPagePolicy(
  settings: Settings,
  { nonce, reportTo, development }: { nonce: string; reportTo: string; development: boolean },
): string {
  const provider =
    settings.PAYMENTWALL_MODE === 'local'
      ? [settings.PAYMENTWALL_API_URL]
      : [settings.PAYMENTWALL_API_URL, 'https://pwgateway.com']
  // Banks' pages for 3-D Secure are on hosts that can't be listed; they are framed and posted to, never run as scripts.
  const banks =
    settings.PAYMENTWALL_MODE === 'local' || settings.BRICK_PUBLIC_KEY === undefined ? [] : ['https:']
  const scripts = paymentPageScripts(settings).map((script) => script.url)
  // Brick's own form is drawn by Paymentwall's script, which may bring its styles as elements without our nonce.
  const styledByProvider = drawsProviderForm(settings)
  const directives: Record<string, string[]> = {
    'default-src': ["'none'"],
    'script-src': [`'nonce-${nonce}'`, ...scripts, ...(development ? ["'unsafe-eval'"] : [])],
    // A nonce would make browsers overlook 'unsafe-inline'.
    'style-src': [
      "'self'",
      styledByProvider || development ? "'unsafe-inline'" : `'nonce-${nonce}'`,
      ...provider,
    ],
    'img-src': ["'self'", 'data:', ...provider],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...provider, ...(development ? ['ws:', 'wss:'] : [])],
    // Itself too: after the payment some methods lead the frame back to the shop.
    'frame-src': [...new Set(["'self'", ...provider, ...settings.WIDGET_ORIGINS, ...banks])],
    'form-action': ["'self'", ...provider, ...banks],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
    'report-uri': [reportTo],
    ...(new URL(settings.SHOP_URL).protocol === 'https:' && settings.PAYMENTWALL_MODE !== 'local'
      ? { 'upgrade-insecure-requests': [] }
      : {}),
  }
  return Object.entries(directives)
    .map(([name, values]) => [name, ...values].join(' '))
    .join('; ')
}
