import { Facts } from '@/app/(admin)/_parts/facts'
import { Section } from '@/app/(admin)/_parts/section'
import { Time } from '@/app/(admin)/_parts/time'
import type { WithdrawalFacts as OrderFacts } from '@/lib/declarations/data'
import { daysBetween } from '@/lib/time'

type Line = OrderFacts['lines'][number]

/** What decides whether a right of withdrawal is still there: when it was paid, agreed, confirmed, delivered and downloaded. */
export function WithdrawalFacts({ order, declaredAt }: { order: OrderFacts; declaredAt: Date }) {
  const { createdAt, payments, acceptance, mails, lines } = order
  const paidAt = payments[0]?.paidAt
  return (
    <Section id="facts" title="Facts of the order">
      <Facts
        facts={[
          ['Ordered', <Time key="ordered" at={createdAt} />],
          ['Paid', paidAt ? <Time key="paid" at={paidAt} /> : 'Not paid'],
          ['Period', paidAt && periodWords(daysBetween(paidAt, declaredAt))],
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
          ['Receipt', <Receipt key="receipt" mails={mails} />],
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

/** The day of the payment does not count, and the last day counts to its end. */
function periodWords(day: number): string {
  const when =
    day < 0
      ? 'before the payment'
      : day === 0
        ? 'on the day of the payment'
        : `on day ${day} after the payment`
  return `Declared ${when}; in time up to and including day 14, or the next working day if day 14 is a Saturday, a Sunday or a public holiday`
}

/** Whether the contract was confirmed, by the first receipt that the mail server took. */
function Receipt({ mails }: { mails: OrderFacts['mails'] }) {
  const [sentAt] = mails.flatMap(({ sentAt }) => sentAt ?? []).sort((a, b) => a.getTime() - b.getTime())
  if (sentAt) {
    return (
      <>
        Sent <Time at={sentAt} />
      </>
    )
  }
  const gaveUpAt = mails.find((mail) => mail.gaveUpAt)?.gaveUpAt
  return gaveUpAt ? (
    <>
      Could not be delivered: given up <Time at={gaveUpAt} />
    </>
  ) : (
    'Not sent'
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
