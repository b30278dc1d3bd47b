/** What the header shows of a shopper before any page of theirs is drawn: a guess, which no page trusts. */
export interface Hint {
  signedIn: boolean
  cartCount: number
}

const most = 9999

/** A hint as its cookie holds it, with when it was known (in milliseconds), since pages that are drawn earlier may come later. */
export function hintText({ signedIn, cartCount }: Hint, at: number): string {
  return `${signedIn ? 1 : 0}.${Math.min(cartCount, most)}.${at}`
}

/** The hint in a cookie; undefined for any other text. Anybody may have written it. */
export function readHint(text: string | undefined): (Hint & { at: number }) | undefined {
  const [, signedIn, count, at] = /^([01])\.(\d{1,4})\.(\d{1,15})$/.exec(text ?? '') ?? []
  return signedIn === undefined
    ? undefined
    : { signedIn: signedIn === '1', cartCount: Number(count), at: Number(at) }
}

/** The text of the cookie with this name among all of a document's. */
export function cookieIn(cookies: string, name: string): string | undefined {
  const start = `${name}=`
  return cookies
    .split('; ')
    .find((cookie) => cookie.startsWith(start))
    ?.slice(start.length)
}
