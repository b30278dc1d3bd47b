import { userInfo } from 'node:os'
import { db, inTransaction } from '@/lib/db'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { OrderId, Uid } from '@/lib/ids'

/** Who acts: an operator in the back office, or a command. */
export interface Actor {
  /** Undefined for a command. */
  uid?: Uid | undefined
  /** The operator's e-mail address, or the command and who ran it. */
  name: string
  address?: string | undefined
}

/** What was done, or tried and refused. Holds no secrets: what is written here stands for ever. */
export interface AuditedAct {
  /** Subject and verb, such as `order.refund`. */
  act: string
  /** The id of what it was about. */
  subject?: string
  orderId?: OrderId
  /** False when it was refused. */
  allowed?: boolean
  /** Result, as the operator reads it. */
  sentence: string
  /** Why, in the operator's words. */
  reason?: string
  before?: Prisma.InputJsonValue
  after?: Prisma.InputJsonValue
}

/** Adds to the audit log what has changed nothing: a refusal, an export, a sign-in. All else goes by `audited`. */
export async function recordAct(
  actor: Actor,
  act: AuditedAct,
  database: Pick<Prisma.TransactionClient, 'auditEntry'> = db(),
): Promise<bigint> {
  const { id } = await database.auditEntry.create({
    data: { actorUid: actor.uid, actor: actor.name, address: actor.address, ...act },
    select: { id: true },
  })
  return id
}

/** What came of an act, for whoever wanted it and for the audit log. */
export interface ActResult extends Omit<AuditedAct, 'act' | 'allowed'> {
  ok: boolean
}

/** The same, of an act that is not over with its transaction. */
export type Begun<Result extends ActResult> = Result & {
  /** What follows the commit: a call of Paymentwall, or transactions of their own. Result is a second entry. */
  rest?: (() => Promise<Result>) | undefined
}

/**
 * Does an act and writes it to the audit log in one transaction, so that neither is without the other. What it does outside
 * of the database it returns as `rest`: that begins when the entry is committed, and ends with another entry.
 *
 * @param work may use `db()` and what does; it calls nobody outside
 * @returns what came of it, and the id of the entry that says so
 */
export async function audited<Result extends ActResult>(
  actor: Actor,
  act: string,
  work: () => Promise<Begun<Result>>,
): Promise<{ result: Result; entry: bigint }> {
  const begun = await inTransaction(async () => {
    const { rest, ...done } = await work()
    const result = done as Begun<Result>
    return { result, entry: await recordAct(actor, entryOf(act, result)), rest }
  })
  if (!begun.rest) return begun
  const result = await begun.rest()
  return { result, entry: await recordAct(actor, entryOf(act, result)) }
}

function entryOf(act: string, result: ActResult): AuditedAct {
  const { ok: allowed, subject, orderId, sentence, reason, before, after } = result
  return {
    act,
    allowed,
    sentence,
    ...(subject !== undefined && { subject }),
    ...(orderId !== undefined && { orderId }),
    ...(reason !== undefined && { reason }),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  }
}

/**
 * A command as it stands in the audit log.
 *
 * @param command as it is typed: `payment:refund`
 * @param by who decides, if not who is signed in to this machine
 */
export function commandActor(command: string, by = signedIn()): Actor {
  return { name: `${by} (npm run ${command})` }
}

function signedIn(): string {
  try {
    return userInfo().username
  } catch {
    return 'somebody'
  }
}
