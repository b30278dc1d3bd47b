import type { Imported } from '@/lib/licence-keys/mutations'
import { mostKeys } from '@/lib/licence-keys/schema'

/**
 * What an operator is told of an import.
 *
 * @param delivered how many paid orders that waited got a key
 */
export function importWords(imported: Imported, delivered: number): { ok: boolean; sentence: string } {
  if (!imported.ok) {
    const sentence =
      imported.why === 'missing'
        ? 'Nothing was imported: this product is not a licence.'
        : `Nothing was imported: the list has more than ${mostKeys.toLocaleString('en')} keys. Import it in parts.`
    return { ok: false, sentence }
  }
  const { added, known, repeated, faulty } = imported
  const lines = faulty.slice(0, 10).join(', ') + (faulty.length > 10 ? '…' : '')
  const parts = [
    added > 0 ? `${counted(added, 'key')} imported.` : 'No new key was in the list.',
    known > 0 && `${counted(known, 'key')} left out, which the shop has already.`,
    repeated > 0 && `${counted(repeated, 'line')} repeated a key of the list.`,
    faulty.length > 0 &&
      `Not a key (4 to 200 signs, none of them invisible): ${faulty.length === 1 ? 'line' : 'lines'} ${lines}.`,
    delivered > 0 &&
      `${counted(delivered, 'paid order')} that waited for a key ${delivered === 1 ? 'was' : 'were'} delivered.`,
  ]
  return { ok: added > 0, sentence: parts.filter(Boolean).join(' ') }
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
