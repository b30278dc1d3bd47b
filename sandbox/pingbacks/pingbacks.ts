import { isHttpAddress } from '../core/addresses'
import { lastValue, type Parameter } from '../core/parameters'
import type { SignVersion } from '../core/signature'
import type { Payment, Pingback } from '../core/state'
import type { Emulator } from '../emulator'
import type { PingbackContext } from './custom-parameters'
import { addressWith, type PingbackContent, pingbackParameters, signMessage } from './message'

export interface Disturbance {
  signVersion?: SignVersion | undefined
  secret?: 'project' | 'brick-test' | 'wrong' | undefined
  signature?: 'valid' | 'corrupt' | 'missing' | 'upper-case' | undefined
  override?: Record<string, string> | undefined
  omit?: string[] | undefined
  tamper?: Record<string, string> | undefined
  append?: string | undefined
  method?: string | undefined
  headers?: Record<string, string> | undefined
  retries?: boolean | undefined
}

/** Sends a pingback about a payment as the project's settings say; returns its record at once. */
export function notify(emulator: Emulator, payment: Payment, content: PingbackContent): Pingback {
  const pingback = composePingback(emulator, payment, content)
  emulator.pingbacks.enqueue(pingback)
  return pingback
}

/** Builds a pingback, on request with faults: `override` and `omit` act before signing, `tamper` and `append` after it. */
export function composePingback(
  emulator: Emulator,
  payment: Payment,
  content: PingbackContent,
  disturbance: Disturbance = {},
): Pingback {
  const { settings } = emulator.state
  const version = disturbance.signVersion ?? versionOf(payment, emulator)
  const plain = pingbackParameters(settings, contextOf(emulator, payment, content), content)
  const unsigned = omitted(overridden(plain, disturbance.override), disturbance.omit)
  const secret = secretOf(emulator, payment, disturbance.secret)
  const address = addressOf(emulator, payment)
  const message = signMessage(address, unsigned, secret, version, settings)
  const sent = disturbSignature(overridden(message.parameters, disturbance.tamper), disturbance.signature)
  const url =
    addressWith(address, sent, settings.spaceEncoding) + (disturbance.append ? `&${disturbance.append}` : '')
  return {
    id: String(emulator.store.nextId()),
    ref: payment.ref,
    type: content.type,
    createdAt: emulator.clock.now(),
    status: 'sending',
    method: disturbance.method ?? 'GET',
    url,
    headers: disturbance.headers ?? {},
    baseString: message.baseString,
    signVersion: version,
    parameters: sent,
    retries: disturbance.retries ?? true,
    attempts: [],
  }
}

/** Signs given parameters for the project's own listener; the message is sent once. */
export function composeSigned(
  emulator: Emulator,
  ref: string,
  type: number,
  unsigned: readonly Parameter[],
  { method, signVersion }: { method: string; signVersion: SignVersion },
): Pingback {
  const { settings } = emulator.state
  const address = settings.pingbackUrl ?? emulator.pingbackUrl
  const message = signMessage(address, unsigned, emulator.project.secretKey, signVersion, settings)
  return {
    id: String(emulator.store.nextId()),
    ref,
    type,
    createdAt: emulator.clock.now(),
    status: 'sending',
    method,
    url: message.url,
    headers: {},
    baseString: message.baseString,
    signVersion,
    parameters: message.parameters,
    retries: false,
    attempts: [],
  }
}

/** Official listeners check every cart by version 2, whatever the project is set to. */
function versionOf({ cart }: Payment, { state: { settings } }: Emulator): SignVersion {
  return cart && settings.cartPingbackVersion === 2 ? 2 : settings.pingbackVersion
}

/** Where a payment's pingbacks go: the address of its own that came with the call, the project's, or the shop's listener. */
function addressOf({ state: { settings }, pingbackUrl }: Emulator, payment: Payment): string {
  const own = lastValue(payment.parameters, 'pingback_url') ?? ''
  if (settings.paymentPingbackUrl && isHttpAddress(own)) return own
  return settings.pingbackUrl ?? pingbackUrl
}

function contextOf(emulator: Emulator, payment: Payment, content: PingbackContent): PingbackContext {
  const subscription = emulator.state.subscriptions.find(({ id }) => id === payment.subscriptionId)
  const isActive = subscription?.status === 'active'
  return {
    payment,
    type: content.type,
    reason: content.reason ?? null,
    initialRef: subscription?.refs[0] ?? null,
    subscriptionId: subscription?.id ?? null,
    nextDate: isActive ? subscription.dueAt : null,
    isRecurringActive: isActive,
  }
}

function secretOf(emulator: Emulator, payment: Payment, choice: Disturbance['secret']): string {
  const byDefault =
    payment.api === 'brick' && payment.isTest ? emulator.state.settings.pingbackSecret : 'project'
  switch (choice ?? byDefault) {
    case 'brick-test':
      return emulator.project.brickPrivateKey
    case 'wrong':
      return `not-${emulator.project.secretKey}`
    default:
      return emulator.project.secretKey
  }
}

function overridden(parameters: Parameter[], values: Record<string, string> = {}): Parameter[] {
  const replaced = parameters.map(([name, value]): Parameter => [name, values[name] ?? value])
  const added = Object.entries(values).filter(([name]) => !parameters.some(([existing]) => existing === name))
  return [...replaced, ...added]
}

function omitted(parameters: Parameter[], names: string[] = []): Parameter[] {
  return parameters.filter(([name]) => !names.includes(name))
}

function disturbSignature(parameters: Parameter[], signature: Disturbance['signature']): Parameter[] {
  if (signature === 'missing') return omitted(parameters, ['sig'])
  return parameters.map(([name, value]): Parameter => {
    if (name !== 'sig') return [name, value]
    if (signature === 'corrupt') return [name, value.replace(/.$/, (last) => (last === '0' ? '1' : '0'))]
    return [name, signature === 'upper-case' ? value.toUpperCase() : value]
  })
}
