import { PageHeading } from '@/app/_components/page-heading'
import { brand } from '@/lib/brand/brand'

export default function HomePage() {
  return <PageHeading title={brand.tagline} lead={brand.description} />
}
