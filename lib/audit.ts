import { userInfo } from 'node:os'
import { db } from '@/lib/db'
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
  /** What came of it, as the operator reads it. */
  sentence: string
  /** Why, in the operator's words. */
  reason?: string
  before?: Prisma.InputJsonValue
  after?: Prisma.InputJsonValue
}

/** Adds an act to the audit log. Returns its id, by which the page that follows shows what came of it. */
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
