import { Field, TextArea } from '@/app/_components/field'
import { Notice } from '@/app/_components/notice'
import { PageLink } from '@/app/_components/page-link'
import { SubmitButton } from '@/app/_components/submit-button'
import { Facts } from '@/app/(admin)/_parts/facts'
import { Section } from '@/app/(admin)/_parts/section'
import { Time } from '@/app/(admin)/_parts/time'
import type { Product } from '@/lib/generated/prisma/client'
import { listWaiting, readStock } from '@/lib/licence-keys/data'
import { mostKeys } from '@/lib/licence-keys/schema'

/** The pool of imported keys of a licence, and the form to fill it up. */
export async function KeySection({ product }: { product: Product }) {
  const stock = (await readStock([product.id])).get(product.id)
  const waiting = await listWaiting(product.id)
  return (
    <Section id="keys" title="Licence keys">
      {product.keysFromPool && stock?.unused === 0 && (
        <Notice kind="caution" title="Sold out">
          <p>No keys are left, so this product can’t be bought. Import keys to sell it again.</p>
        </Notice>
      )}
      {!product.keysFromPool && (
        <p className="text-muted">
          The shop generates a key for each sale. Imported keys are not sold until “Sell imported keys” is on.
        </p>
      )}
      <Facts
        facts={[
          ['Unused', stock?.unused ?? 0],
          ['Sold', stock?.taken ?? 0],
          ['Paid orders waiting for a key', stock?.waiting ?? 0],
        ]}
      />
      {waiting.length > 0 && (
        <ul className="space-y-1">
          {waiting.map(({ orderId, since }) => (
            <li key={orderId}>
              <PageLink href={`/admin/orders/${orderId}`} className="link font-mono">
                {orderId}
              </PageLink>{' '}
              since <Time at={since} />
            </li>
          ))}
        </ul>
      )}
      <form
        action={`/admin/products/${product.id}/files`}
        method="post"
        encType="multipart/form-data"
        className="max-w-xl space-y-4"
      >
        <input type="hidden" name="purpose" value="KEYS" />
        <TextArea
          id="keys-typed"
          name="keys"
          label="Keys to import"
          hint={`One per line, up to ${mostKeys.toLocaleString('en')} at a time. Known keys are skipped. Waiting paid orders are delivered immediately.`}
          rows={6}
          spellCheck={false}
          autoComplete="off"
        />
        <Field
          id="keys-file"
          name="file"
          type="file"
          label="Or upload a text file of keys"
          accept="text/plain,.csv,.txt"
        />
        <SubmitButton pendingText="Importing…" variant="secondary">
          Import keys
        </SubmitButton>
      </form>
    </Section>
  )
}
