import { printable } from '@/lib/form-browser/browser'
import { fact, judged, type ProbeCheck } from '@/lib/probe/check'

const safeReferrers =
  /^(no-referrer|same-origin|strict-origin|strict-origin-when-cross-origin|no-referrer-when-downgrade, *strict-origin-when-cross-origin)$/i

/** The headers that guard the payment page, but for its policy and HSTS. */
export const headers: ProbeCheck = {
  id: 'C-headers',
  section: 'C',
  title: 'Security headers of the payment page',
  asked:
    'The payment page can’t be framed by other sites, its content types can’t be sniffed, and it is not cached.',
  sources: [{ document: 'PCI DSS', number: '6.4.3' }],
  criterion:
    'X-Content-Type-Options is nosniff, framing is limited, Referrer-Policy hides paths from other sites, and Cache-Control is no-store or private.',
  rationale: 'Each header blocks a known way of changing or reading a payment page.',
  limits: 'It reads the headers of one payment page.',
  fix: 'Make the proxy pass the shop’s headers through unchanged.',
  version: 1,
  look: async ({ buyer }) => {
    const { payment } = await buyer.order()
    const value = (name: string) => payment.headers.get(name) ?? ''
    const seen = (name: string) => printable(value(name)) || 'is not set'
    const isFramed =
      !/frame-ancestors\s+'(none|self)'/i.test(value('content-security-policy')) &&
      !/^(deny|sameorigin)$/i.test(value('x-frame-options'))
    return judged(
      [
        fact(
          /^nosniff$/i.test(value('x-content-type-options')),
          'X-Content-Type-Options',
          seen('x-content-type-options'),
        ),
        fact(!isFramed, 'Framing by other sites', isFramed ? 'is not limited' : 'is limited'),
        fact(safeReferrers.test(value('referrer-policy')), 'Referrer-Policy', seen('referrer-policy')),
        fact(/\b(no-store|private)\b/i.test(value('cache-control')), 'Cache-Control', seen('cache-control')),
      ],
      'Every header is set.',
    )
  },
}
