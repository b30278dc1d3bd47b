import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'

/** Reads a JSON body by a schema; an empty body counts as `{}`. Throws 400 that says what is wrong. */
export async function readBody<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const text = await request.text()
  let value: unknown = {}
  try {
    if (text) value = JSON.parse(text)
  } catch {
    throw new HTTPException(400, { message: 'The body is not JSON.' })
  }
  return parse(value, schema)
}

export function parse<Schema extends z.ZodType>(value: unknown, schema: Schema): z.infer<Schema> {
  const result = schema.safeParse(value)
  if (!result.success) throw new HTTPException(400, { message: z.prettifyError(result.error) })
  return result.data
}
