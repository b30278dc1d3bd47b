import { signedCallNames } from '@/lib/paymentwall/names'
import { baseString, signature } from '@/lib/paymentwall/signature'

/**
 * The URL of a signed call: the parameters as given, and `sign` over all of them, version 3 (widget.md §3, §4). The one
 * place where the shop signs.
 *
 * @throws when the signed string begins with a name that a pingback may bear, so that it could be cut into one
 *   (docs/pingbacks.md)
 */
export function signedUrl(
  url: string,
  parameters: readonly (readonly [string, string])[],
  secretKey: string,
): string {
  const [first = ''] = baseString(parameters).split('=')
  if (!signedCallNames.has(first.replace(/\[.*/s, ''))) {
    throw new Error(`A signed string must not begin with "${first}": a pingback may begin so.`)
  }
  const query = new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, value]))
  query.set('sign', signature(parameters, 3, secretKey))
  return `${url}?${query}`
}
