import type { Context } from 'hono'

/** Whether a text is an address that can be called. */
export function isHttpAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

/** Where this server is for whoever calls it: what its proxy says, if there is one in front. */
export function originOf(c: Context): string {
  const { protocol, host } = new URL(c.req.url)
  const forwarded = c.req.header('x-forwarded-proto')?.split(',', 1)[0]?.trim()
  const scheme = forwarded === 'https' || forwarded === 'http' ? forwarded : protocol.slice(0, -1)
  return new URL(`${scheme}://${host}`).origin
}
