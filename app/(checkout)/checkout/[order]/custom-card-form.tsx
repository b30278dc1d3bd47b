'use client'

import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { Button } from '@/app/_components/button'
import { Field } from '@/app/_components/field'
import { Notice } from '@/app/_components/notice'
import { signInWords } from '@/app/_components/sign-in-words'
import { takeFocus } from '@/app/_components/take-focus'
import { fieldsOf } from '@/app/(checkout)/checkout/[order]/brick-script'
import { nextPage, postCharge, problemIn } from '@/app/(checkout)/checkout/[order]/post-charge'
import { SaveCardBox, useSaveCardChoice } from '@/app/(checkout)/checkout/[order]/save-card-box'
import type { Reply } from '@/lib/charges/reply'
import {
  brandName,
  type CardFaults,
  type CardInput,
  cardFaults,
  cardToTokenize,
  codeLength,
  groupNumber,
} from '@/lib/checkout/card-input'
import type { CardOffer } from '@/lib/checkout/card-offer'
import { addressIn } from '@/lib/languages/languages.mjs'
import { brickError, type CardField } from '@/lib/paymentwall/brick-errors'

type Phase = 'ready' | 'tokenizing' | 'charging' | 'leaving'

const inputOf: Record<CardField, keyof CardInput> = {
  number: 'number',
  expiry: 'month',
  cvv: 'code',
  name: 'holder',
}
const inputs = ['holder', 'number', 'month', 'year', 'code'] as const

/**
 * The shop's own card form (brick.md §2.2). No input has a name, so that none is ever sent to this shop: number and code go
 * to Paymentwall's script, and the shop gets a token.
 */
export function CustomCardForm({
  orderId,
  offer,
  binding,
  ready,
  onBusy,
}: {
  orderId: string
  offer: CardOffer
  /** What the order binds to, which then stands right above the button. */
  binding: ReactNode
  /** Whether Brick.js has loaded. */
  ready: boolean
  onBusy: (busy: boolean) => void
}) {
  const { words, errors, language } = offer
  const payment = { orderId, language, notThrough: words.notThrough }
  const [phase, setPhase] = useState<Phase>('ready')
  const choice = useSaveCardChoice(orderId, words.save.failed)
  const [faults, setFaults] = useState<Texts>({})
  const [message, setMessage] = useState('')
  const [brand, setBrand] = useState<string>()
  const form = useRef<HTMLFormElement>(null)

  const input = (name: keyof CardInput) => form.current?.querySelector<HTMLInputElement>(`#card-${name}`)
  const typedInto = (name: keyof CardInput) => input(name)?.value ?? ''
  const read = (): CardInput => ({
    holder: typedInto('holder'),
    number: typedInto('number'),
    month: typedInto('month'),
    year: typedInto('year'),
    code: typedInto('code'),
  })

  function show(found: Texts, otherwise = '') {
    setFaults(found)
    setMessage(otherwise)
    const first = inputs.find((name) => found[name])
    if (first) input(first)?.focus()
  }

  function refuse(text: string, field: keyof CardInput | undefined) {
    const code = input('code')
    if (code) code.value = ''
    onBusy(false)
    setPhase('ready')
    show(field ? { [field]: text } : {}, field ? '' : text)
  }

  async function pay(event: FormEvent) {
    event.preventDefault()
    if (phase !== 'ready' || choice.storing || !window.Brick) return
    const card = read()
    const found = cardFaults(card)
    show(textsOf(found, words.faults))
    if (Object.keys(found).length > 0) return
    setPhase('tokenizing')
    onBusy(true)
    const token = await tokenize(offer.publicKey, card, errors)
    if (!token.ok) return refuse(token.message, token.field)
    setPhase('charging')
    const reply = await postCharge(payment, {
      brick_token: token.token,
      brick_fingerprint: fingerprint(),
      cardholder: card.holder.trim(),
    })
    finish(reply)
  }

  function finish(reply: Reply) {
    const next = nextPage(reply)
    if (next === undefined) {
      const { message: text, field } = problemIn(payment, reply)
      return refuse(text, field && inputOf[field])
    }
    if ('secure' in reply) setPhase('leaving')
    form.current?.reset()
    window.location.assign(next)
  }

  function typed(name: keyof CardInput) {
    if (faults[name]) setFaults({ ...faults, [name]: undefined })
  }

  function numberTyped(event: FormEvent<HTMLInputElement>) {
    const element = event.currentTarget
    const grouped = groupNumber(element.value, element.selectionStart ?? element.value.length)
    element.value = grouped.text
    element.setSelectionRange(grouped.caret, grouped.caret)
    setBrand(brandName(grouped.text))
    typed('number')
  }

  return (
    <form ref={form} onSubmit={pay} noValidate className="max-w-md space-y-5 max-sm:space-y-4">
      {message && (
        <Notice kind="critical" ref={takeFocus}>
          {signInWords(
            message,
            { next: `/checkout/${orderId}` },
            { words: words.signIn, href: addressIn(language, '/login') },
          )}
        </Notice>
      )}
      <Field
        id="card-holder"
        label={words.holder}
        autoComplete="cc-name"
        defaultValue={offer.holder}
        error={faults.holder}
        onInput={() => typed('holder')}
      />
      <Field
        id="card-number"
        data-brick="card-number"
        label={
          <span className="flex justify-between gap-4">
            {words.number} <span className="font-normal text-muted">{brand}</span>
          </span>
        }
        autoComplete="cc-number"
        inputMode="numeric"
        placeholder="1234 5678 9012 3456"
        error={faults.number}
        onInput={numberTyped}
      />
      <div className="grid grid-cols-[1fr_1fr_1.4fr] gap-4">
        <Field
          id="card-month"
          data-brick="card-expiration-month"
          label={
            <>
              <span className="sr-only">{words.expiry} </span>
              {words.month}
            </>
          }
          autoComplete="cc-exp-month"
          inputMode="numeric"
          maxLength={2}
          placeholder={words.monthExample}
          error={faults.month}
          onInput={() => typed('month')}
        />
        <Field
          id="card-year"
          data-brick="card-expiration-year"
          label={
            <>
              <span className="sr-only">{words.expiry} </span>
              {words.year}
            </>
          }
          autoComplete="cc-exp-year"
          inputMode="numeric"
          maxLength={4}
          placeholder={words.yearExample}
          error={faults.year}
          onInput={() => typed('year')}
        />
        <Field
          id="card-code"
          data-brick="card-cvv"
          label={words.code}
          autoComplete="cc-csc"
          inputMode="numeric"
          maxLength={4}
          placeholder={'1234'.slice(0, codeLength(brand))}
          error={faults.code}
          onInput={() => typed('code')}
        />
      </div>
      {offer.canSave && <SaveCardBox words={words.save} choice={choice} chosen={offer.saveCard} />}
      {binding}
      <Button
        type="submit"
        disabled={!ready}
        aria-disabled={choice.storing || phase !== 'ready'}
        className="w-full"
      >
        {ready && phase === 'ready' ? offer.button : words.moment}
      </Button>
      <p role="status" className="text-muted empty:hidden">
        {progressOf(phase, words)}
      </p>
    </form>
  )
}

type Words = CardOffer['words']
type Texts = Partial<Record<keyof CardInput, string>>

/** What to enter, by input. */
function textsOf(faults: CardFaults, texts: Words['faults']): Texts {
  return Object.fromEntries(Object.entries(faults).map(([name, fault]) => [name, texts[fault]]))
}

function progressOf(phase: Phase, words: Words): string | undefined {
  const texts = { tokenizing: words.checking, charging: words.processing, leaving: words.leaving }
  return phase === 'ready' ? undefined : texts[phase]
}

type Tokenized =
  | { ok: true; token: string }
  | { ok: false; message: string; field: keyof CardInput | undefined }

/** Milliseconds to wait for a token. Nothing has been charged at that point. */
const tokenTimeout = 20_000

/** The code for "could not be processed just now", as Brick.js says it too. */
const noToken = 700

/** Has Paymentwall turn a card into a token. The number is sent nowhere else. */
function tokenize(publicKey: string, card: CardInput, errors: CardOffer['errors']): Promise<Tokenized> {
  return new Promise((resolve) => {
    function fail(code: unknown) {
      const { says, field } = brickError(Number(code))
      resolve({ ok: false, message: errors[says], field: field && inputOf[field] })
    }
    setTimeout(() => fail(noToken), tokenTimeout)
    try {
      if (!window.Brick) return fail(noToken)
      const brick = new window.Brick({ public_key: publicKey, form: { formatter: false } }, 'custom')
      brick.tokenizeCard(cardToTokenize(card), (answer) => {
        const { token, code } = fieldsOf(answer)
        if (typeof token === 'string') resolve({ ok: true, token })
        else fail(code)
      })
    } catch {
      fail(noToken)
    }
  })
}

/** Brick.js's fingerprint of the browser; empty when a content blocker prevents it. */
function fingerprint(): string {
  try {
    return window.Brick?.getFingerprint() ?? ''
  } catch {
    return ''
  }
}
