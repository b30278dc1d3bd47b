import { actorOf, currentUser, requireRole } from '@/lib/accounts/session'
import { type ActResult, audited, type Begun } from '@/lib/audit'
import { findProduct } from '@/lib/catalog/data'
import { orUnavailable } from '@/lib/http/unavailable'
import { deliverWaiting, importKeys } from '@/lib/licence-keys/mutations'
import { importWords } from '@/lib/licence-keys/words'
import { withOutcome } from '@/lib/operators/operator-action'
import { FileRefusal } from '@/lib/product-files/content'
import { addPicture, makeFile, placeFile } from '@/lib/product-files/mutations'
import { uploadSchema } from '@/lib/product-files/schema'
import { readUpload } from '@/lib/product-files/upload'
import { pictureWords, uploadWords } from '@/lib/product-files/words'

/**
 * Takes a picture, a file to download, or a list of licence keys for a product. The one handler whose body no guard reads
 * before it (proxy.ts): who asks is checked first, from the head alone.
 */
async function take(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params
  const page = `/admin/products/${encodeURIComponent(id)}`
  // Another answer than requireRole's own, by which the browser would send the file to the sign-in.
  if (!(await currentUser())) return see(`/login?next=${encodeURIComponent(page)}`)
  const operator = await requireRole('ADMIN', page)
  if (!(await findProduct(id))) return new Response('There is no such product.', { status: 404 })
  const { act, work } = await readForm(request, id)
  const { entry } = await audited(await actorOf(operator), act, work)
  return see(withOutcome(page, entry))
}

type Work = () => Promise<Begun<ActResult>>

/** What the form is to do, with everything that takes time done before. */
async function readForm(request: Request, subject: string): Promise<{ act: string; work: Work }> {
  const refused = (sentence: string) => ({
    act: 'product.file',
    work: async () => ({ ok: false, subject, sentence }),
  })
  try {
    const { fields, bytes, name } = await readUpload(request)
    const form = uploadSchema.safeParse(fields)
    if (!form.success) return refused('This is not a form of the back office. Reload the page.')
    const { purpose, shown, shows, keys } = form.data
    if (purpose === 'KEYS') {
      return { act: 'product.keys', work: () => importAll(subject, `${keys}\n${bytes.toString('utf8')}`) }
    }
    if (purpose === 'PICTURE') {
      const file = await makeFile({ productId: subject, purpose: 'ARTWORK' }, bytes, name)
      return {
        act: 'product.picture',
        work: async () => ({ subject, ...pictureWords(await addPicture(subject, file, shows), 'was added') }),
      }
    }
    const upload = { productId: subject, purpose, shown }
    const file = await makeFile(upload, bytes, name)
    const done = `${purpose === 'ARTWORK' ? 'The picture' : 'The file'} was uploaded.`
    return {
      act: 'product.file',
      work: async () => ({ subject, ...uploadWords(await placeFile(upload, file), done) }),
    }
  } catch (error) {
    if (!(error instanceof FileRefusal)) throw error
    return refused(error.message)
  }
}

async function importAll(subject: string, text: string): Promise<Begun<ActResult>> {
  const imported = await importKeys(subject, text)
  const told = (delivered: number) => ({
    subject,
    ...importWords(imported, delivered),
    after: { ...imported, delivered },
  })
  // Each paid order that waits is delivered in a transaction of its own.
  if (!imported.ok) return told(0)
  return { ...told(0), rest: async () => told(await deliverWaiting(subject)) }
}

function see(path: string): Response {
  return new Response(null, { status: 303, headers: { Location: path, 'Cache-Control': 'no-store' } })
}

export const POST = orUnavailable(take)
