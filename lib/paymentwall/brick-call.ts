import { z } from 'zod'
import { type CallResult, callJson } from '@/lib/paymentwall/http'

/** Where Brick is called, and as whom. The private key stays on the server. */
export interface BrickAccount {
  apiUrl: string
  privateKey: string
  /** How long a call may take before its outcome counts as unknown: 15 s unless given. */
  timeoutMs?: number
}

/** A charge's parameters under the provider's names, in the order in which they are sent (brick.md §5). */
export type ChargeParameters = readonly (readonly [name: string, value: string])[]

const errorSchema = z.object({
  type: z.literal('Error'),
  code: z.coerce.number().int().optional().catch(undefined),
  error: z.string().optional().catch(undefined),
})

/** The error that an answer is, whatever its status; undefined for any other answer (brick.md §4). */
export function readBrickError(data: unknown) {
  return errorSchema.safeParse(data).data
}

/** Texts that Brick may send as numbers. */
export const brickText = z.union([z.string(), z.number().transform(String)])

/** An identifier of a charge or subscription. */
export const brickId = brickText.pipe(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/))

/** One call of Brick's API, made once (brick.md §4). */
export function callBrick(
  { apiUrl, privateKey, timeoutMs = 15_000 }: BrickAccount,
  method: 'GET' | 'POST',
  path: string,
  parameters?: ChargeParameters,
): Promise<CallResult<unknown>> {
  return callJson(
    `${apiUrl}/api/brick${path}`,
    {
      method,
      // A connection of its own: one that was kept may be closed by the other side just as a charge is written to it.
      headers: { 'X-ApiKey': privateKey, Connection: 'close' },
      body:
        parameters && new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, value])),
    },
    timeoutMs,
  )
}
