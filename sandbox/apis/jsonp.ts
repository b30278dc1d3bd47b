import type { Context } from 'hono'

/** JSON, or a call of the function that `callback` names, for a script in a page. */
export function jsonp(c: Context, callback: string, value: object, status: 200 | 404 = 200) {
  if (!/^[A-Za-z_$][\w$.]*$/.test(callback)) return c.json(value, status)
  return c.body(`${callback}(${JSON.stringify(value)});`, status, { 'Content-Type': 'text/javascript' })
}
