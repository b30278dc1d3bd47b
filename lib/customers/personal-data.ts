import { belongsTo } from '@/lib/buyer-parts'
import { db } from '@/lib/db'
import type { Uid } from '@/lib/ids'

/**
 * Everything that is held about a person, as one object for JSON: for a person who asks what we know of them. Secrets are not
 * in it: no password, no token, no key of a session, no signature.
 */
export async function personalData(uid: Uid): Promise<Record<string, unknown> | null> {
  const account = await db().user.findUnique({
    where: { uid },
    omit: { passwordHash: true, totpSealed: true, totpLastStep: true, sessionVersion: true },
    include: {
      sessions: { omit: { id: true, version: true }, orderBy: { createdAt: 'asc' } },
      savedCards: { omit: { sealed: true }, orderBy: { savedAt: 'asc' } },
      carts: { include: { lines: true }, omit: { id: true } },
      creditSpends: { orderBy: { createdAt: 'asc' } },
      notes: { orderBy: { id: 'asc' }, select: { text: true, createdAt: true } },
      mails: { omit: { id: true, key: true, uid: true }, orderBy: { queuedAt: 'asc' } },
      guests: {
        select: { uid: true, email: true, registeredAt: true, registrationIp: true },
        orderBy: { registeredAt: 'asc' },
      },
    },
  })
  if (!account) return null
  const [orders, pingbacks, did, about, declared] = await Promise.all([
    db().order.findMany({
      where: { user: belongsTo(uid) },
      orderBy: { createdAt: 'asc' },
      include: {
        lines: { orderBy: { position: 'asc' } },
        payments: { orderBy: { createdAt: 'asc' } },
        charges: { orderBy: { createdAt: 'asc' }, omit: { sealed: true, sealedBankPage: true } },
        deliveries: { orderBy: { grantedAt: 'asc' } },
        downloads: { orderBy: { id: 'asc' } },
        acceptance: true,
        refundRequests: { select: { reason: true, requestedAt: true }, orderBy: { requestedAt: 'asc' } },
        cancellation: true,
        declarations: { omit: { orderId: true }, orderBy: { declaredAt: 'asc' } },
        decisions: { orderBy: { id: 'asc' }, select: { kind: true, reason: true, decidedAt: true } },
        notes: { orderBy: { id: 'asc' }, select: { text: true, createdAt: true } },
      },
    }),
    db().pingback.findMany({
      where: { order: { user: belongsTo(uid) } },
      orderBy: { id: 'asc' },
      select: { ref: true, type: true, sentence: true, parameters: true, receivedAt: true, orderId: true },
    }),
    db().auditEntry.findMany({
      where: { actorUid: uid },
      orderBy: { id: 'asc' },
      select: { at: true, act: true, address: true, sentence: true },
    }),
    db().auditEntry.findMany({
      where: { subject: uid, NOT: { actorUid: uid } },
      orderBy: { id: 'asc' },
      select: { at: true, act: true, sentence: true, reason: true },
    }),
    // Anybody can type an address: who has not proven theirs is told nothing by it.
    db().declaration.findMany({
      where: { orderId: null, email: account.emailProvenAt ? account.email : '' },
      orderBy: { declaredAt: 'asc' },
    }),
  ])
  return {
    account,
    orders,
    pingbacks: pingbacks.map(({ parameters, ...pingback }) => ({
      ...pingback,
      parameters: withoutSignature(parameters),
    })),
    audit: { did, about },
    declarations: declared,
  }
}

function withoutSignature(parameters: unknown): Record<string, unknown> {
  const { sig: _, ...others } = Object(parameters) as Record<string, unknown>
  return others
}

/** The same as the text of a file. Numbers beyond what JSON's readers hold exactly are texts. */
export function personalDataFile(data: Record<string, unknown>): string {
  return `${JSON.stringify(data, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value), 2)}\n`
}
