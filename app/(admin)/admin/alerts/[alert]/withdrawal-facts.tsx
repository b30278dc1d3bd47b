import { Facts } from '@/app/(admin)/_parts/facts'
import { Section } from '@/app/(admin)/_parts/section'
import { Time } from '@/app/(admin)/_parts/time'
import type { WithdrawalFacts as OrderFacts } from '@/lib/declarations/data'
import { daysBetween } from '@/lib/time'

type Line = OrderFacts['lines'][number]

/** What decides whether a right of withdrawal is still there: when it was paid, agreed, delivered and downloaded. */
export function WithdrawalFacts({ order, declaredAt }: { order: OrderFacts; declaredAt: Date }) {
  const { createdAt, payments, acceptance, lines } = order
  const paidAt = payments[0]?.paidAt
  return (
    <Section id="facts" title="Facts of the order">
      <Facts
        facts={[
          ['Ordered', <Time key="ordered" at={createdAt} />],
          ['Paid', paidAt ? <Time key="paid" at={paidAt} /> : 'Not paid'],
          ['Period', paidAt && `${daysBetween(paidAt, declaredAt)} of 14 days had passed since the payment`],
          [
            'Consent',
            acceptance ? (
              <>
                <Time at={acceptance.acceptedAt} />
                <span className="block max-w-3xl whitespace-pre-line" lang={acceptance.language}>
                  “{acceptance.wording}”
                </span>
              </>
            ) : (
              'None stored'
            ),
          ],
          [
            'Goods',
            <ul key="goods">
              {lines.map((line) => (
                <li key={line.id}>
                  {line.name}: <Delivered line={line} />
                </li>
              ))}
            </ul>,
          ],
        ]}
      />
    </Section>
  )
}

function Delivered({ line: { delivery } }: { line: Line }) {
  if (!delivery) return 'not delivered'
  const [first] = delivery.downloads
  return (
    <>
      delivered <Time at={delivery.grantedAt} />
      {first ? (
        <>
          , first downloaded <Time at={first.at} />
        </>
      ) : (
        ', nothing downloaded'
      )}
      {delivery.withdrawnAt && (
        <>
          , withdrawn <Time at={delivery.withdrawnAt} />
        </>
      )}
    </>
  )
}
