/** A product's drawing, 4:3. `file` is a name below `public/artwork`; without `alt` it is decoration beside the name. */
export function Artwork({
  file,
  alt = '',
  eager = false,
  className,
}: {
  file: string
  alt?: string
  /** For a drawing at the top of the page. */
  eager?: boolean
  className?: string
}) {
  return (
    <img
      src={`/artwork/${file}`}
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
