import { Button } from '@/app/_components/button'
import { Field } from '@/app/_components/field'
import { SubmitButton } from '@/app/_components/submit-button'
import { ActForm } from '@/app/(admin)/_parts/act-form'
import { Section } from '@/app/(admin)/_parts/section'
import { movePictureAction, removePictureAction } from '@/lib/product-files/actions'
import { mostPictures, type Picture } from '@/lib/product-files/pictures'

/** A product's further pictures: forms to add one, to change their order and to take one away. */
export function PictureSection({ productId, pictures }: { productId: string; pictures: Picture[] }) {
  const path = `/admin/products/${productId}`
  return (
    <Section id="pictures" title="More pictures">
      <p className="text-muted">
        The product’s page shows them after the picture above, in this order. Up to {mostPictures}.
      </p>
      {pictures.length > 0 && (
        <ol className="grid gap-6 sm:grid-cols-2 lg:grid-cols-3">
          {pictures.map(({ fileId, shows }, at) => (
            <li key={fileId} className="space-y-3">
              <div className="sheet p-4">
                <img
                  src={`/artwork/file/${fileId}`}
                  alt={shows}
                  width={800}
                  height={600}
                  loading="lazy"
                  className="h-auto w-full"
                />
              </div>
              <p>{shows || <span className="text-muted">No description</span>}</p>
              <div className="flex flex-wrap gap-2">
                <Move path={path} id={productId} pictures={pictures} at={at} way="before" />
                <Move path={path} id={productId} pictures={pictures} at={at} way="after" />
                <ActForm
                  action={removePictureAction}
                  back={path}
                  submit={
                    <>
                      Remove<span className="sr-only"> picture {at + 1}</span>
                    </>
                  }
                  pending="Removing…"
                  fields={{ id: productId, picture: fileId }}
                  isQuiet
                />
              </div>
            </li>
          ))}
        </ol>
      )}
      {pictures.length < mostPictures && (
        <form
          action={`${path}/files`}
          method="post"
          encType="multipart/form-data"
          className="max-w-xl space-y-4"
        >
          <input type="hidden" name="purpose" value="PICTURE" />
          <Field
            id="picture-shows"
            name="shows"
            label="Description"
            hint="Read out to people who can’t see the picture, for example “Seen from behind”. Optional."
            maxLength={120}
            autoComplete="off"
          />
          <Field
            id="pictures-file"
            name="file"
            type="file"
            label="New picture"
            hint="PNG, JPEG, WebP or AVIF, up to 10 MB. Cropped to 4:3."
            accept="image/png,image/jpeg,image/webp,image/avif"
            required
          />
          <SubmitButton pendingText="Uploading…" variant="secondary">
            Add picture
          </SubmitButton>
        </form>
      )}
    </Section>
  )
}

function Move({
  path,
  id,
  pictures,
  at,
  way,
}: {
  path: string
  id: string
  pictures: Picture[]
  at: number
  way: 'before' | 'after'
}) {
  const beside = pictures[way === 'before' ? at - 1 : at + 1]
  if (!beside) return null
  const fields = { back: path, id, picture: pictures[at]?.fileId ?? '', way, beside: beside.fileId }
  return (
    <form action={movePictureAction}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button type="submit" variant="secondary" className="px-3!">
        <span aria-hidden="true">{way === 'before' ? '←' : '→'}</span>
        <span className="sr-only">
          Move picture {at + 1} {way === 'before' ? 'earlier' : 'later'}
        </span>
      </Button>
    </form>
  )
}
