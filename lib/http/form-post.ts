import { z } from 'zod'
import { isActionId, knownActions } from '@/lib/http/known-actions'

const deepest = 8
const mostArguments = 16

/**
 * Whether a page can take what was posted to it. The calls of server actions come in React's own notation, which can stand for
 * functions, promises and streams. Forms need little of it: JSON's own values and forms; all else is refused here, before
 * React reads it. So are NULs, which no database takes.
 *
 * @param request with a body that was not read yet
 */
export async function isFormPost(request: Request): Promise<boolean> {
  const type = request.headers.get('content-type') ?? ''
  const isCall = request.headers.has('next-action')
  const body = await request.arrayBuffer()
  const text = new TextDecoder().decode(body)
  if (/^application\/x-www-form-urlencoded/i.test(type)) return !/\0|%00/.test(text)
  if (!/^multipart\/form-data/i.test(type)) return !isCall || isValue(text, isPlainText)
  const form = await readForm(body, type)
  // Browsers send parts as they are.
  if (!form || /^content-transfer-encoding:/im.test(text)) return false
  for (const [name, value] of form) {
    if (name.includes('\0') || (typeof value === 'string' && value.includes('\0'))) return false
  }
  return isCall ? isCallWithForm(form) : isFormWithAction(form, new URL(request.url).pathname)
}

async function readForm(body: ArrayBuffer, type: string): Promise<FormData | undefined> {
  try {
    return await new Response(body, { headers: { 'content-type': type } }).formData()
  } catch {
    return undefined
  }
}

/** The arguments in field `0`, and the fields of the forms among them, each after the form's number. */
function isCallWithForm(form: FormData): boolean {
  if (form.getAll('0').length !== 1) return false
  if (![...form.keys()].every((name) => name === '0' || /^_\d+_/.test(name))) return false
  return isValue(form.get('0'), (text) => isPlainText(text) || /^\$K\d+$/.test(text))
}

/** What a form without JavaScript says of its action, beside its fields; nothing, for a form that has none. */
function isFormWithAction(form: FormData, pathname: string): boolean {
  return [...form]
    .filter(([name]) => name.startsWith('$ACTION_'))
    .every(([name, value]) => {
      if (typeof value !== 'string' || form.getAll(name).length > 1) return false
      if (name === '$ACTION_KEY') return true
      const id = /^\$ACTION_ID_(.*)$/.exec(name)?.[1]
      if (id !== undefined) return isActionOf(id, pathname)
      const prefix = /^\$ACTION_REF_(\d+)$/.exec(name)?.[1]
      if (prefix !== undefined) return isReference(form, `$ACTION_${prefix}:`, pathname)
      return /^\$ACTION_\d+:\d+$/.test(name) && (name.endsWith(':0') || isValue(value, isPlainText))
    })
}

const referenceSchema = z.object({ id: z.string(), bound: z.string().nullable() })

/** An action with its first arguments, which are in a field of their own. */
function isReference(form: FormData, prefix: string, pathname: string): boolean {
  const { success, data: reference } = referenceSchema.safeParse(parsed(form.get(`${prefix}0`)))
  if (!success || !isActionOf(reference.id, pathname)) return false
  if (reference.bound === null) return true
  const field = /^\$@([1-9]\d*)$/.exec(reference.bound)?.[1]
  return field !== undefined && form.has(prefix + field)
}

function isActionOf(id: unknown, pathname: string): boolean {
  if (!isActionId(id)) return false
  const known = knownActions()
  return known === undefined || (known.get(id)?.some((paths) => paths.test(pathname)) ?? false)
}

/** React doubles the dollar of a text that begins with one; any other has a meaning. */
function isPlainText(text: string): boolean {
  return !text.startsWith('$') || text.startsWith('$$') || text === '$undefined'
}

function isValue(json: FormDataEntryValue | null, isText: (text: string) => boolean): boolean {
  const value = parsed(json)
  return Array.isArray(value) && value.length <= mostArguments && isMadeOf(value, isText, 0)
}

function isMadeOf(value: unknown, isText: (text: string) => boolean, depth: number): boolean {
  if (typeof value === 'string') return isText(value) && !value.includes('\0')
  if (typeof value !== 'object' || value === null) return true
  if (depth === deepest) return false
  return Object.entries(value).every(
    ([name, inner]) => !name.includes('\0') && isMadeOf(inner, isText, depth + 1),
  )
}

function parsed(json: FormDataEntryValue | null): unknown {
  try {
    return typeof json === 'string' ? JSON.parse(json) : undefined
  } catch {
    return undefined
  }
}
