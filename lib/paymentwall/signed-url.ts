import { signedCallNames } from '@/lib/paymentwall/names'
import { baseString, signature } from '@/lib/paymentwall/signature'

/**
 * The parameters of a signed call as given, and `sign` over all of them, version 3 (widget.md §3, §4). The one place where
 * the shop signs.
 *
 * @throws when the signed string begins with the name of a pingback parameter, so that it could be cut into a pingback
 *   (docs/pingbacks.md)
 */
export function signedParameters(
  parameters: readonly (readonly [string, string])[],
  secretKey: string,
): URLSearchParams {
  const [first = ''] = baseString(parameters).split('=')
  if (!signedCallNames.has(first.replace(/\[.*/s, ''))) {
    throw new Error(`A signed string must not begin with "${first}", because a pingback may.`)
  }
  const query = new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, value]))
  query.set('sign', signature(parameters, 3, secretKey))
  return query
}

/** The URL of a signed GET call; see {@link signedParameters}. */
export function signedUrl(
  url: string,
  parameters: readonly (readonly [string, string])[],
  secretKey: string,
): string {
  return `${url}?${signedParameters(parameters, secretKey)}`
}
