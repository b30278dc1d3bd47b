import { Time } from '@/app/(admin)/_parts/time'

/** Private notes, the newest first. */
export function NoteList({
  notes,
}: {
  notes: readonly { id: bigint; author: string; text: string; createdAt: Date }[]
}) {
  if (notes.length === 0) return null
  return (
    <ul className="max-w-3xl divide-y divide-line border-y border-line">
      {notes.map(({ id, author, text, createdAt }) => (
        <li key={String(id)} id={`note-${id}`} className="py-3">
          <p className="text-sm text-muted">
            {author}, <Time at={createdAt} />
          </p>
          <p className="whitespace-pre-line">{text}</p>
        </li>
      ))}
    </ul>
  )
}
