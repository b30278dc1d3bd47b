import testCards from '@/lib/payments/test-cards.json'

/** The test cards and what each does. Not for live mode. */
export function TestCards() {
  return (
    <details className="max-w-2xl text-sm">
      <summary className="py-2 font-medium">Test cards</summary>
      <p className="pb-3 text-muted">With any name and any expiry date to come.</p>
      <div className="overflow-x-auto">
        <table className="w-full text-left">
          <thead>
            <tr className="border-b border-line">
              <th className="py-2 pr-4 font-medium">Number</th>
              <th className="py-2 pr-4 font-medium">Security code</th>
              <th className="py-2 font-medium">What happens</th>
            </tr>
          </thead>
          <tbody>
            {testCards.map((card) => (
              <tr key={`${card.number} ${card.cvv}`} className="border-b border-line align-top">
                <td className="py-2 pr-4 font-mono whitespace-nowrap">
                  {card.number.replace(/(\d{4})(?=\d)/g, '$1 ')}
                </td>
                <td className="py-2 pr-4 font-mono">
                  {card.cvv}
                  {card.standsForAnyOtherCvv && <span className="font-sans text-muted"> or any other</span>}
                </td>
                <td className="py-2">{card.happens}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
