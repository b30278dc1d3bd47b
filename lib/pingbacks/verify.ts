import type { Env } from '@/lib/env'
import { isAddressListed } from '@/lib/http/client-address'
import {
  type FormFault,
  type ParseFault,
  type PingbackParameters,
  parsePingback,
  signerOfRefused,
  signVersionOf,
  verifySignature,
} from '@/lib/paymentwall/pingback'
import { adviceOnAddress, adviceOnForm } from '@/lib/pingbacks/advice'

export type RejectReason = ParseFault | 'version_refused' | 'signature_mismatch' | 'address_refused'

/** The log's sentence for each refusal. */
export const rejectSentences: Record<RejectReason, string> = {
  query_too_long: 'Refused: the query is longer than 8 KB.',
  too_many_parameters: 'Refused: there are more than 64 parameters.',
  malformed_encoding: 'Refused: the query is not valid percent-encoded UTF-8.',
  unknown_parameter: 'Refused: a parameter is neither standard nor in PINGBACK_CUSTOM_PARAMETERS.',
  repeated_parameter: 'Refused: a parameter is repeated.',
  malformed_value: "Refused: a value does not match its parameter's grammar.",
  missing_parameter: 'Refused: a required parameter is missing.',
  version_refused: 'Refused: the signature version is below PAYMENTWALL_MIN_SIGN_VERSION.',
  signature_mismatch: 'Refused: the signature does not match. If this is unexpected, compare the secret key.',
  address_refused: 'Refused: the sender is not in PINGBACK_ALLOWED_IPS.',
}

export interface Refusal {
  reason: RejectReason
  /** The parameter at fault, where it is one. */
  parameter?: string | undefined
  /**
   * Only if its digest fits one of our secrets and a change of settings would let it pass: it is Paymentwall's, and refused
   * for its form or its sender.
   */
  recoverable?: Recoverable | undefined
}

export interface Recoverable {
  /** Which secret signed it, by the name the log shows. */
  secret: string
  /** What the merchant should change, in sentences. */
  advice: string
}

export type Verification =
  | { ok: true; parameters: PingbackParameters; signVersion: 2 | 3; secret: string }
  | ({ ok: false; status: 400 | 403 | 414 } & Refusal)

type Settings = Pick<
  Env,
  | 'PAYMENTWALL_MODE'
  | 'PAYMENTWALL_SECRET_KEY'
  | 'PAYMENTWALL_SECRET_KEY_PREVIOUS'
  | 'PAYMENTWALL_MIN_SIGN_VERSION'
  | 'PINGBACK_CUSTOM_PARAMETERS'
  | 'PINGBACK_ALLOWED_IPS'
  | 'BRICK_PRIVATE_KEY'
>

/** The secrets that may have signed, by the name the log shows (pingback.md §13: the Brick test key never in `live`). */
export function* pingbackSecrets(settings: Settings): Generator<[string, string]> {
  yield ['current', settings.PAYMENTWALL_SECRET_KEY]
  if (settings.PAYMENTWALL_SECRET_KEY_PREVIOUS) yield ['previous', settings.PAYMENTWALL_SECRET_KEY_PREVIOUS]
  if (settings.PAYMENTWALL_MODE !== 'live' && settings.BRICK_PRIVATE_KEY?.startsWith('t_')) {
    yield ['brick-test', settings.BRICK_PRIVATE_KEY]
  }
}

/** What a merchant can do about a refused pingback; nothing where no secret of ours signed it. */
function recoverable(
  parameters: PingbackParameters,
  faults: readonly FormFault[],
  settings: Settings,
): Recoverable | undefined {
  const secret = signerOfRefused(parameters, pingbackSecrets(settings))
  return secret === undefined ? undefined : { secret, advice: adviceOnForm(parameters, faults, settings) }
}

/**
 * Decides whether a pingback is genuine: grammar, version, signature, source, in this order; the first that fails decides.
 *
 * @param query the raw query string, not decoded by anyone
 * @param address who sent it, as far as it can be known
 */
export function verifyPingback(query: string, address: string | undefined, settings: Settings): Verification {
  const parsed = parsePingback(query, settings.PINGBACK_CUSTOM_PARAMETERS)
  if (!parsed.ok) {
    const { fault: reason, parameter, form } = parsed
    return {
      ok: false,
      status: reason === 'query_too_long' ? 414 : 400,
      reason,
      parameter,
      recoverable: form && recoverable(form.parameters, form.faults, settings),
    }
  }
  const { parameters } = parsed
  const signVersion = signVersionOf(parameters)
  if (signVersion === 1 || signVersion < settings.PAYMENTWALL_MIN_SIGN_VERSION) {
    return {
      ok: false,
      status: 403,
      reason: 'version_refused',
      recoverable: recoverable(parameters, [], settings),
    }
  }
  const secret = verifySignature(parameters, pingbackSecrets(settings))
  if (!secret) return { ok: false, status: 403, reason: 'signature_mismatch' }
  const allowed = settings.PINGBACK_ALLOWED_IPS
  if (allowed.length > 0 && !(address !== undefined && isAddressListed(address, allowed))) {
    const advice = adviceOnAddress(address)
    return { ok: false, status: 403, reason: 'address_refused', recoverable: { secret, advice } }
  }
  return { ok: true, parameters, signVersion, secret }
}
