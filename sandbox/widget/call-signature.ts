import { lastValue, type Parameter } from '../core/parameters'
import type { Settings } from '../core/settings'
import { baseString, callStringV1, digest, isSame, type SignVersion } from '../core/signature'

export function signVersionOf(parameters: readonly Parameter[]): string {
  return lastValue(parameters, 'sign_version') ?? '1'
}

/** What is wrong with the signature of a call, or null, and the base string that has to be signed. */
export function checkSignature(
  parameters: readonly Parameter[],
  secret: string,
  { strict, widgetMinimumSignVersion }: Settings,
): { fault: string | null; baseString: string } {
  const text = signVersionOf(parameters)
  const base = text === '1' ? callStringV1(parameters) : baseString(parameters, 'sign')
  if (!['1', '2', '3'].includes(text))
    return { fault: `There is no signature version ${text}.`, baseString: base }
  const version = Number(text) as SignVersion
  if (version < Math.max(widgetMinimumSignVersion, strict === 'refuse' ? 2 : 1)) {
    return { fault: `Signature version ${text} is refused here; send sign_version 3.`, baseString: base }
  }
  const received = lastValue(parameters, 'sign') ?? ''
  if (received === '') return { fault: 'The parameter sign is missing.', baseString: base }
  const repeated = parameters.find(([name], index) =>
    parameters.some(([other], at) => other === name && at > index),
  )
  if (repeated) return { fault: `The parameter ${repeated[0]} was sent twice.`, baseString: base }
  const isValid = isSame(digest(base, secret, version), received)
  return { fault: isValid ? null : 'The signature is not valid for the parameters.', baseString: base }
}
