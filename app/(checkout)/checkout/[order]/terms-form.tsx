import { Checkbox } from '@/app/_components/field'
import { SubmitButton } from '@/app/_components/submit-button'
import { acceptOrderTerms } from '@/lib/orders/actions'
import { acceptancePieces } from '@/lib/policies/acceptance'

/** The box to tick before anything that pays is shown. */
export function TermsForm({ orderId, missing }: { orderId: string; missing: boolean }) {
  return (
    <form action={acceptOrderTerms} className="space-y-6">
      <input type="hidden" name="order" value={orderId} />
      <h2 className="text-heading">Before you pay</h2>
      <Checkbox
        name="accept"
        value="yes"
        required
        error={missing ? 'Tick the box to go on: without it no payment can be taken.' : undefined}
        label={acceptancePieces.map((piece) =>
          typeof piece === 'string' ? (
            piece
          ) : (
            <a key={piece.path} href={piece.path} target="_blank" className="link" rel="noopener">
              {piece.title}
              <span className="sr-only"> (opens in a new tab)</span>
            </a>
          ),
        )}
      />
      <SubmitButton pendingText="One moment…">Continue to payment</SubmitButton>
    </form>
  )
}
