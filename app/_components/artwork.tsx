import { artworkPath } from '@/lib/catalog/artwork'
import { inlineArtwork } from '@/lib/catalog/inline-artwork'

/** A product's picture, 4:3. Without `alt` it is decoration beside the name. */
export function Artwork({
  of,
  alt = '',
  eager = false,
  className,
}: {
  of: { artwork: string; artworkFileId: string | null }
  alt?: string
  /** For a drawing at the top of the page. */
  eager?: boolean
  className?: string
}) {
  return (
    <img
      src={(eager && inlineArtwork(of)) || artworkPath(of)}
      alt={alt}
      width={800}
      height={600}
      loading={eager ? 'eager' : 'lazy'}
      fetchPriority={eager ? 'high' : 'auto'}
      decoding="async"
      className={`h-auto w-full ${className ?? ''}`}
    />
  )
}
