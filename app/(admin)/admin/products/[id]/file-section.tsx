import { Artwork } from '@/app/_components/artwork'
import { SubmitButton } from '@/app/_components/submit-button'
import { ActForm } from '@/app/(admin)/_parts/act-form'
import { CheckedField } from '@/app/(admin)/_parts/checked-field'
import { Facts } from '@/app/(admin)/_parts/facts'
import { Section } from '@/app/(admin)/_parts/section'
import { Time } from '@/app/(admin)/_parts/time'
import type { FilePurpose, Product } from '@/lib/generated/prisma/client'
import { removeFileAction } from '@/lib/product-files/actions'

const words = {
  ARTWORK: {
    id: 'picture',
    title: 'Picture',
    hint: 'PNG, JPEG, WebP or AVIF, up to 10 MB. Cropped to 4:3. SVG is not accepted because it can contain scripts.',
    accept: 'image/png,image/jpeg,image/webp,image/avif',
    ships: (product: Product) => product.artwork,
  },
  DOWNLOAD: {
    id: 'download',
    title: 'File to download',
    hint: 'PDF, ZIP, PNG or JPEG, up to 10 MB. Only buyers can download it. PDFs with scripts or attachments are refused. Files inside archives are not checked.',
    accept: 'application/pdf,application/zip,image/png,image/jpeg',
    ships: (product: Product) => product.sheet,
  },
}

interface Uploaded {
  id: string
  fileName: string
  contentType: string
  size: number
  uploadedAt: Date
}

/** A product's picture or its file to download: what there is, and forms to replace it and to take it away. */
export function FileSection({
  purpose,
  product,
  file,
}: {
  purpose: FilePurpose
  product: Product
  file: Uploaded | null
}) {
  const { id, title, hint, accept, ships } = words[purpose]
  const path = `/admin/products/${product.id}`
  return (
    <Section id={id} title={title}>
      <div className="flex flex-wrap items-start gap-6">
        {purpose === 'ARTWORK' && (
          <div className="sheet w-48 p-4">
            <Artwork of={product} />
          </div>
        )}
        <div className="max-w-xl grow space-y-4">
          {file ? (
            <Facts
              facts={[
                ['File', file.fileName],
                ['Kind', file.contentType],
                ['Size', `${Math.ceil(file.size / 1024).toLocaleString('en')} kB`],
                ['Uploaded', <Time key="uploaded" at={file.uploadedAt} />],
              ]}
            />
          ) : (
            <p>{ships(product) ? `Built in: ${ships(product)}` : 'No file yet.'}</p>
          )}
          <form action={`${path}/files`} method="post" encType="multipart/form-data" className="space-y-4">
            <input type="hidden" name="purpose" value={purpose} />
            <input type="hidden" name="shown" value={file?.id ?? ''} />
            <CheckedField
              id={`${id}-file`}
              name="file"
              type="file"
              label={purpose === 'ARTWORK' ? 'New picture' : 'New file'}
              hint={hint}
              accept={accept}
              required
            />
            <SubmitButton pendingText="Uploading…" variant="secondary">
              {purpose === 'ARTWORK' ? 'Upload picture' : 'Upload file'}
            </SubmitButton>
          </form>
          {file && (
            <ActForm
              action={removeFileAction}
              back={path}
              submit={purpose === 'ARTWORK' ? 'Remove picture' : 'Remove file'}
              pending="Removing…"
              fields={{ id: product.id, purpose, shown: file.id }}
              isQuiet
            />
          )}
        </div>
      </div>
    </Section>
  )
}
