import { Notice } from '@/app/_components/notice'
import type { SignedPart } from '@/lib/paymentwall/explain'
import type { ShownSignature } from '@/lib/pingbacks/explain'

function Part({ name, value, isFaulty }: SignedPart & { isFaulty: boolean }) {
  return (
    <>
      <span
        className={`font-semibold ${isFaulty ? 'text-critical underline decoration-wavy' : 'text-accent'}`}
      >
        {name}
      </span>
      <span className="text-muted">=</span>
      <span className="bg-wash text-ink">{value}</span>
    </>
  )
}

function PartOrEnd({ part }: { part: SignedPart | undefined }) {
  if (!part) return <>the end</>
  return (
    <code className="font-mono text-sm">
      <Part {...part} isFaulty={false} />
    </code>
  )
}

function Digest({ value }: { value: string }) {
  return <code className="font-mono text-sm">{value}</code>
}

/** A signature, part by part: what is signed, in its order, with the secret key's place; the digests; what is wrong. */
export function SignatureView({ signature }: { signature: ShownSignature }) {
  const { version, algorithm, parts, given, digest, fits, slip, faulty } = signature
  return (
    <div className="space-y-4">
      <p>
        Version {version}:{' '}
        {version === 1
          ? 'a few fields in a fixed order'
          : 'all parameters except "sig", sorted by name and joined as name=value without separators'}
        , followed by the secret key. The signature is the {algorithm} of that, in lower-case hex.
      </p>
      <p className="border-y border-line bg-card px-4 py-3 leading-loose">
        <code className="font-mono text-sm">
          {parts.map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a forged one may have a name twice
            <Part key={index} {...part} isFaulty={faulty.includes(part.name)} />
          ))}
          <span className="bg-caution-wash px-1 text-caution">‹secret key›</span>
        </code>
      </p>
      <p className="text-sm text-muted">
        <span className="font-semibold text-accent">Name</span>,{' '}
        <span className="bg-wash text-ink">value</span> and{' '}
        <span className="bg-caution-wash px-1 text-caution">‹position of the secret key›</span>, which is
        never shown.
        {faulty.length > 0 && (
          <>
            {' '}
            <span className="font-semibold text-critical underline decoration-wavy">Underlined</span>: refused
            regardless of the signature.
          </>
        )}
      </p>
      <dl className="grid gap-x-6 gap-y-1.5 sm:grid-cols-[max-content_1fr]">
        <dt className="text-muted">Given in "sig"</dt>
        <dd className="min-w-0">{given === '' ? 'nothing' : <Digest value={given} />}</dd>
        {digest !== undefined && (
          <>
            <dt className="text-muted">Computed</dt>
            <dd className="min-w-0">
              <Digest value={digest} />
            </dd>
          </>
        )}
        {fits !== undefined && (
          <>
            <dt className="text-muted">Secret key</dt>
            <dd className="min-w-0">{fits}</dd>
          </>
        )}
      </dl>
      {slip && (
        <Notice kind="caution" title={slip.isProven ? 'What is wrong' : 'What is most likely wrong'}>
          <p>{slip.sentence}</p>
          {slip.difference && (
            <p>
              The first difference is at character {slip.difference.at}: expected{' '}
              <PartOrEnd part={slip.difference.expected} />, but <PartOrEnd part={slip.difference.signed} />{' '}
              was signed.
            </p>
          )}
        </Notice>
      )}
    </div>
  )
}
