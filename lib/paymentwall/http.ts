/** Why an outside call gave no data, and whether asking again can help. */
export interface CallError {
  kind: 'unreachable' | 'timeout' | 'refused' | 'malformed'
  retryable: boolean
  /** Whether Paymentwall may have received the call: the outcome is then unknown. */
  sent: boolean
  /** For the log and the merchant, never for a buyer. */
  message: string
}

export type CallResult<T> = { ok: true; data: T } | { ok: false; error: CallError }

/** The connection was never made, so nothing was sent over it. */
const notConnected =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_(TLS|SSL)_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/

function isUnsent(error: unknown): boolean {
  const code = (error as { cause?: { code?: unknown } }).cause?.code
  return typeof code === 'string' && notConnected.test(code)
}

/**
 * One HTTP call to Paymentwall that answers JSON. Errors come as 4xx with JSON in the body, so those are data too
 * (brick.md §4); a byte order mark before the JSON is skipped.
 */
export async function callJson(
  url: string,
  init: RequestInit,
  timeoutMs: number,
): Promise<CallResult<unknown>> {
  let response: Response
  let text: string
  try {
    response = await fetch(url, {
      ...init,
      redirect: 'error',
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMs),
    })
    text = await response.text()
  } catch (error) {
    const timeout = error instanceof Error && error.name === 'TimeoutError'
    const message = timeout
      ? `Paymentwall did not answer within ${timeoutMs / 1000} s.`
      : 'Paymentwall could not be reached.'
    return {
      ok: false,
      error: { kind: timeout ? 'timeout' : 'unreachable', retryable: true, sent: !isUnsent(error), message },
    }
  }
  if (response.status >= 500) {
    const message = `Paymentwall answered with status ${response.status}.`
    return { ok: false, error: { kind: 'refused', retryable: true, sent: true, message } }
  }
  try {
    return { ok: true, data: JSON.parse(text.replace(/^\uFEFF/, ''), storable) }
  } catch {
    const message = `Paymentwall answered with status ${response.status} and no JSON.`
    return { ok: false, error: { kind: 'malformed', retryable: false, sent: true, message } }
  }
}

/** Half characters and NULs, which JSON can spell and a database can't store, as the sign for a character that is lost. */
function storable(_: string, value: unknown): unknown {
  return typeof value === 'string' ? Buffer.from(value).toString().replaceAll('\0', '\ufffd') : value
}
