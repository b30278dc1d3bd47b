import { signature } from '@/lib/paymentwall/signature'

/**
 * The URL of a signed call: the parameters as given, and `sign` over all of them, version 3 (widget.md §3, §4). The one
 * place where the shop signs: every call's first name in order is one that no pingback may bear (docs/pingbacks.md).
 */
export function signedUrl(
  url: string,
  parameters: readonly (readonly [string, string])[],
  secretKey: string,
): string {
  const query = new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, value]))
  query.set('sign', signature(parameters, 3, secretKey))
  return `${url}?${query}`
}
