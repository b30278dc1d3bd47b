import { Button } from '@/app/_components/button'
import { moveProductAction } from '@/lib/catalog/actions'

/** Moves a product past the one beside it. */
export function MoveButton({
  product,
  beside,
  way,
}: {
  product: { id: string; name: string }
  beside: string
  way: 'up' | 'down'
}) {
  return (
    <form action={moveProductAction}>
      <input type="hidden" name="back" value="/admin/products" />
      <input type="hidden" name="id" value={product.id} />
      <input type="hidden" name="beside" value={beside} />
      <Button type="submit" variant="secondary" className="min-h-11! px-3!">
        <span aria-hidden="true">{way === 'up' ? '↑' : '↓'}</span>
        <span className="sr-only">
          Move {product.name} {way}
        </span>
      </Button>
    </form>
  )
}
