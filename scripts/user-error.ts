/** Something the person at the keyboard can mend: the message says what and how, and is shown without a stack. */
export class UserError extends Error {
  override name = 'UserError'
}

/** The code of a system or database error (ECONNREFUSED, 28P01 …), if it has one. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}
