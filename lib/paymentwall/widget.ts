import { signedUrl } from '@/lib/paymentwall/signed-url'

interface WidgetPeriod {
  length: number
  unit: 'day' | 'week' | 'month' | 'year'
}

/** One flexible Digital Goods call (widget.md §2). Amounts are decimals in major units, as they are sent. */
export interface WidgetCall {
  apiUrl: string
  projectKey: string
  secretKey: string
  widget: string
  uid: string
  /** The only text that may stem from a shopper: {@link isSafeToSign}, since all of it is signed. */
  email: string
  orderId: string
  name: string
  amount: string
  currency: string
  /** Of the payment page: ISO 639-1. */
  language: string
  /** What is billed again and again; undefined for what is paid once. */
  subscription?: WidgetSubscription | undefined
  successUrl: string
  /** Unix seconds. */
  timestamp: number
  /** `history[…]`, flat (widget.md §8). */
  history: readonly (readonly [name: string, value: string])[]
  /** Shows a non-live project to people who are not logged in to the merchant area; never sent in live mode. */
  evaluation: boolean
}

/** With a trial the plain fields of the call are the trial's, and the regular plan stands here (widget.md §6). */
export interface WidgetSubscription {
  period: WidgetPeriod
  afterTrial: { externalId: string; name: string; amount: string; period: WidgetPeriod } | undefined
}

/** Whether a shopper's text may be part of a signed call: without `=`, which would let the string be cut differently. */
export function isSafeToSign(text: string): boolean {
  return !text.includes('=')
}

/**
 * The signed URL of the Paylet, signature version 3 over exactly the text that is sent (widget.md §3, §4).
 *
 * @throws when the e-mail address is not safe to sign; without one the provider shows no Paylet (§2)
 */
export function widgetUrl(call: WidgetCall): string {
  if (!isSafeToSign(call.email)) throw new Error('An e-mail address with "=" must not be signed.')
  const parameters: [string, string][] = [
    ['key', call.projectKey],
    ['uid', call.uid],
    ['widget', call.widget],
    ['ps', 'all'],
    ['amount', call.amount],
    ['currencyCode', call.currency],
    ['ag_name', call.name],
    ['ag_external_id', call.orderId],
    ...(call.subscription
      ? subscriptionParameters(call.subscription, call.currency)
      : [['ag_type', 'fixed'] as [string, string]]),
    ['email', call.email],
    ['lang', call.language],
    ['timestamp', String(call.timestamp)],
    ['success_url', call.successUrl],
    ['sign_version', '3'],
    ...call.history.map(([name, value]): [string, string] => [name, value]),
    ...(call.evaluation ? [['evaluation', '1'] as [string, string]] : []),
  ]
  return signedUrl(`${call.apiUrl}/api/subscription`, parameters, call.secretKey)
}

function subscriptionParameters(
  { period, afterTrial }: WidgetSubscription,
  currency: string,
): [string, string][] {
  const periodOf = (prefix: string, { length, unit }: WidgetPeriod): [string, string][] => [
    [`${prefix}_length`, String(length)],
    [`${prefix}_type`, unit],
  ]
  return [
    ['ag_type', 'subscription'],
    ...periodOf('ag_period', period),
    ['ag_recurring', '1'],
    ...(afterTrial
      ? ([
          ['ag_trial', '1'],
          ['ag_post_trial_external_id', afterTrial.externalId],
          ['ag_post_trial_name', afterTrial.name],
          ...periodOf('ag_post_trial_period', afterTrial.period),
          ['post_trial_amount', afterTrial.amount],
          ['post_trial_currencyCode', currency],
        ] satisfies [string, string][])
      : []),
  ]
}
