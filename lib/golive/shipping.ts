import type { Context, Judgement } from '@/lib/golive/check'

/** The kinds of products that are delivered by being unlocked: nothing is sent by post. */
const digital: ReadonlySet<string> = new Set(['LICENCE', 'DOWNLOAD', 'CREDITS', 'MEMBERSHIP'])

async function physicalKinds({ database }: Context): Promise<string[]> {
  const rows = await database.$queryRaw<{ kind: string }[]>`SELECT DISTINCT kind::text FROM products`
  return rows.map(({ kind }) => kind).filter((kind) => !digital.has(kind))
}

/** Why shipping counts for nothing here; undefined where something is shipped. */
export const digitalOnly = async (context: Context) =>
  (await physicalKinds(context)).length === 0
    ? 'No physical goods are sold: every product is digital.'
    : undefined

/** What is known of shipping, in a shop that never ships: it can't be asked where products are digital. */
export const shippingUnknown = async (context: Context): Promise<Judgement> => ({
  state: 'not_yet',
  sentence: `Products of the kind ${(await physicalKinds(context)).join(', ')} are sold. This check does not cover their shipping.`,
  facts: [],
})
