import { actorOf, currentUser, requireRole } from '@/lib/accounts/session'
import { recordAct } from '@/lib/audit'
import { findProduct } from '@/lib/catalog/data'
import { orUnavailable } from '@/lib/http/unavailable'
import { importKeys } from '@/lib/licence-keys/mutations'
import { importWords } from '@/lib/licence-keys/words'
import { type ActResult, withOutcome } from '@/lib/operators/operator-action'
import { FileRefusal } from '@/lib/product-files/content'
import { placeFile } from '@/lib/product-files/mutations'
import { uploadSchema } from '@/lib/product-files/schema'
import { readUpload } from '@/lib/product-files/upload'
import { uploadWords } from '@/lib/product-files/words'

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
  const { act, ok, ...done } = await carryOut(request, id)
  const actor = await actorOf(operator)
  return see(withOutcome(page, await recordAct(actor, { act, subject: id, allowed: ok, ...done })))
}

async function carryOut(request: Request, productId: string): Promise<ActResult & { act: string }> {
  const act = 'product.file'
  try {
    const { fields, bytes, name } = await readUpload(request)
    const form = uploadSchema.safeParse(fields)
    if (!form.success)
      return { act, ok: false, sentence: 'This is no form of the back office. Reload the page.' }
    const { purpose, shown, keys } = form.data
    if (purpose === 'KEYS') {
      const imported = await importKeys(productId, `${keys}\n${bytes.toString('utf8')}`)
      return { act: 'product.keys', ...importWords(imported), after: imported }
    }
    const placed = await placeFile({ productId, purpose, shown }, bytes, name)
    const done = `${purpose === 'ARTWORK' ? 'The picture' : 'The file'} was uploaded.`
    return { act, ...uploadWords(placed, done) }
  } catch (error) {
    if (!(error instanceof FileRefusal)) throw error
    return { act, ok: false, sentence: error.message }
  }
}

function see(path: string): Response {
  return new Response(null, { status: 303, headers: { Location: path, 'Cache-Control': 'no-store' } })
}

export const POST = orUnavailable(take)
