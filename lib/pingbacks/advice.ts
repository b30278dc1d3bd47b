import type { FormFault, PingbackParameters } from '@/lib/paymentwall/pingback'
import { isUnderstood } from '@/lib/paymentwall/pingback'
import { maskName } from '@/lib/pingbacks/mask'

// What a merchant should change to accept pingbacks that Paymentwall signed and the shop refuses.

function sentenceOn({ fault, parameter }: FormFault): string {
  const name = `"${maskName(parameter)}"`
  if (fault === 'unknown_parameter') {
    return /^[A-Za-z0-9_]{1,64}$/.test(parameter)
      ? `Paymentwall sends the parameter ${name}, which is not configured: add it to PINGBACK_CUSTOM_PARAMETERS, or remove it from the project's settings.`
      : `Paymentwall sends the parameter ${name}, whose name the shop does not accept: rename it in the project's settings (letters, digits and _ only) and add it to PINGBACK_CUSTOM_PARAMETERS.`
  }
  return isUnderstood(parameter)
    ? `The shop does not understand the value of the parameter ${name}: in the project's settings, give it the value documented in docs/pingbacks.md.`
    : `The value of the parameter ${name} contains "=", a control character or more than 512 characters, which PINGBACK_CUSTOM_PARAMETERS can't allow: give it another value in the project's settings.`
}

function sentenceOnVersion(named: string, least: number): string[] {
  if (named === '3' || (named === '2' && least === 2)) return []
  const choose = "choose Pingback Signature Version 3 in the project's settings"
  if (named === '2') {
    return [
      `Paymentwall signs with version 2, but PAYMENTWALL_MIN_SIGN_VERSION is ${least}: ${choose}, or set PAYMENTWALL_MIN_SIGN_VERSION=2.`,
    ]
  }
  return [`Paymentwall signs with a version that PAYMENTWALL_MIN_SIGN_VERSION does not allow: ${choose}.`]
}

/** Names each parameter at fault and the setting to change, and the signature version where that is at fault. */
export function adviceOnForm(
  parameters: PingbackParameters,
  faults: readonly FormFault[],
  { PAYMENTWALL_MIN_SIGN_VERSION: least }: { PAYMENTWALL_MIN_SIGN_VERSION: number },
): string {
  const ofNamesAndValues = faults.filter(({ parameter }) => parameter !== 'sign_version').slice(0, 5)
  return [
    ...ofNamesAndValues.map(sentenceOn),
    ...sentenceOnVersion(parameters.get('sign_version') ?? '', least),
  ].join(' ')
}

/** Names the setting that refuses a sender. */
export function adviceOnAddress(address: string | undefined): string {
  return address === undefined
    ? "The sender's address is unknown: check TRUSTED_PROXIES, or clear PINGBACK_ALLOWED_IPS."
    : `They come from ${address}, which is not in PINGBACK_ALLOWED_IPS: add it if it is Paymentwall's; behind a proxy, add the proxy to TRUSTED_PROXIES.`
}
