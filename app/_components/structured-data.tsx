import { type StructuredData as Data, dataText } from '@/lib/storefront/structured-data'

/** Facts for search engines. Data is no script: no policy forbids it, and no browser runs it. */
export function StructuredData({ data }: { data: Data }) {
  return (
    <script
      type="application/ld+json"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON in which "<" is escaped cannot end the element
      dangerouslySetInnerHTML={{ __html: dataText(data) }}
    />
  )
}
