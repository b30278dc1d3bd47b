// @ts-check
;(() => {
  /**
   * @typedef {{ card_number: string, card_expiration_month: string, card_expiration_year: string, card_cvv: string }} Card
   * @typedef {{ type: string, token?: string, code?: number, error?: string | string[] }} TokenAnswer
   * @typedef {{ success?: number, error?: { message: string, code?: number }, secure?: unknown, risk?: string }} ChargeAnswer
   * @typedef {{
   *   public_key: string, amount?: number | string, currency?: string, container?: string, action?: string,
   *   form?: Record<string, unknown>
   * }} Options
   * @typedef {(data: object) => void} Callback
   */

  const source = new URL(/** @type {HTMLScriptElement} */ (document.currentScript).src)
  const origin = source.origin
  const version = /brick-default\.1\.5/.test(source.pathname) ? 1.5 : /1\.6/.test(source.pathname) ? 1.6 : 1.4

  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
  const fingerprint = [...crypto.getRandomValues(new Uint8Array(32))]
    .map((byte) => alphabet[byte % alphabet.length])
    .join('')

  const english = {
    email: 'E-mail',
    cardholder: 'Name on card',
    number: 'Card number',
    expiry: 'Expiry date (MM/YY)',
    cvv: 'Security code',
    zip: 'Postcode',
    store: 'Store this card for later payments',
    pay: 'Pay',
    badNumber: 'Please enter a valid card number',
    badExpiry: 'Please enter a valid expiry date',
    badCvv: 'Please enter a valid security code',
    incomplete: 'Please fill in every field',
    tokenFailed: 'Card tokenization failed',
    checking: 'Checking the card…',
    paying: 'Paying…',
    waiting: 'Waiting for your bank…',
    bank: 'Your bank: confirm the payment',
    cancel: 'Cancel',
    notConfirmed: 'The payment was not confirmed with your bank',
    review: 'Payment under review',
    accepted: 'Payment accepted',
    unreachable: 'The shop could not be reached. Check your connection before you pay again',
  }

  /** @type {Record<string, typeof english>} */
  const translations = {
    en: english,
    de: {
      email: 'E-Mail',
      cardholder: 'Name auf der Karte',
      number: 'Kartennummer',
      expiry: 'Gültig bis (MM/JJ)',
      cvv: 'Prüfziffer',
      zip: 'Postleitzahl',
      store: 'Diese Karte für spätere Zahlungen speichern',
      pay: 'Bezahlen',
      badNumber: 'Bitte geben Sie eine gültige Kartennummer ein',
      badExpiry: 'Bitte geben Sie ein gültiges Ablaufdatum ein',
      badCvv: 'Bitte geben Sie eine gültige Prüfziffer ein',
      incomplete: 'Bitte füllen Sie alle Felder aus',
      tokenFailed: 'Die Karte konnte nicht geprüft werden',
      checking: 'Die Karte wird geprüft …',
      paying: 'Die Zahlung läuft …',
      waiting: 'Warten auf Ihre Bank …',
      bank: 'Ihre Bank: Bestätigen Sie die Zahlung',
      cancel: 'Abbrechen',
      notConfirmed: 'Die Zahlung wurde bei Ihrer Bank nicht bestätigt',
      review: 'Die Zahlung wird geprüft',
      accepted: 'Zahlung angenommen',
      unreachable:
        'Der Shop ist nicht erreichbar. Prüfen Sie Ihre Verbindung, bevor Sie noch einmal bezahlen',
    },
    es: {
      email: 'Correo electrónico',
      cardholder: 'Nombre en la tarjeta',
      number: 'Número de tarjeta',
      expiry: 'Caducidad (MM/AA)',
      cvv: 'Código de seguridad',
      zip: 'Código postal',
      store: 'Guardar esta tarjeta para pagos futuros',
      pay: 'Pagar',
      badNumber: 'Introduzca un número de tarjeta válido',
      badExpiry: 'Introduzca una fecha de caducidad válida',
      badCvv: 'Introduzca un código de seguridad válido',
      incomplete: 'Rellene todos los campos',
      tokenFailed: 'No se ha podido comprobar la tarjeta',
      checking: 'Comprobando la tarjeta…',
      paying: 'Pagando…',
      waiting: 'Esperando a su banco…',
      bank: 'Su banco: confirme el pago',
      cancel: 'Cancelar',
      notConfirmed: 'El pago no se ha confirmado con su banco',
      review: 'Pago en revisión',
      accepted: 'Pago aceptado',
      unreachable: 'No se ha podido contactar con la tienda. Compruebe la conexión antes de pagar de nuevo',
    },
  }

  /** @param {string} text */
  const digitsOf = (text) => text.replace(/\D/g, '')

  /** @param {string} number */
  const passesLuhn = (number) => {
    const sum = [...number].reverse().reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
      return total + (value > 9 ? value - 9 : value)
    }, 0)
    return number.length >= 12 && sum % 10 === 0
  }

  /** @param {string} number */
  const grouped = (number) =>
    /^3[47]/.test(number)
      ? number.replace(/^(\d{4})(\d{0,6})(\d{0,5}).*/, '$1 $2 $3').trim()
      : number
          .slice(0, 16)
          .replace(/(\d{4})(?=\d)/g, '$1 ')
          .trim()

  /** @param {HTMLInputElement} input */
  const formatAsTyped = (input) => {
    input.addEventListener('input', () => {
      const digitsBefore = digitsOf(input.value.slice(0, input.selectionStart ?? input.value.length)).length
      input.value = grouped(digitsOf(input.value))
      let caret = 0
      for (let seen = 0; seen < digitsBefore && caret < input.value.length; caret++) {
        if (/\d/.test(input.value[caret] ?? '')) seen++
      }
      input.setSelectionRange(caret, caret)
    })
  }

  /**
   * @param {Card} card
   * @param {typeof english} texts
   */
  const faultsOf = (card, texts) => {
    const year = Number(
      card.card_expiration_year.length === 2 ? `20${card.card_expiration_year}` : card.card_expiration_year,
    )
    const month = Number(card.card_expiration_month)
    const faults = /** @type {[code: number, text: string][]} */ ([])
    if (!passesLuhn(digitsOf(card.card_number))) faults.push([224, texts.badNumber])
    if (!(month >= 1 && month <= 12) || !(new Date(year, month) > new Date())) {
      faults.push([223, texts.badExpiry])
    }
    if (!/^\d{3,4}$/.test(card.card_cvv)) faults.push([225, texts.badCvv])
    return faults
  }

  /**
   * @param {string} path
   * @param {Record<string, string>} fields
   */
  const callProvider = async (path, fields) => {
    const response = await fetch(origin + path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    })
    return response.json()
  }

  /**
   * @param {string} publicKey
   * @param {Card} card
   * @param {typeof english} [texts]
   * @returns {Promise<TokenAnswer>}
   */
  const tokenize = async (publicKey, card, texts = english) => {
    const faults = faultsOf(card, texts)
    if (faults.length > 0) {
      const sentences = faults.map(([, text]) => text)
      return {
        type: 'Error',
        code: faults[0]?.[0] ?? 0,
        error: sentences.length === 1 ? (sentences[0] ?? '') : sentences,
      }
    }
    try {
      if (!window.isSecureContext) throw new Error('Brick.js needs https')
      return await callProvider('/api/brick/token', {
        public_key: publicKey,
        'card[number]': digitsOf(card.card_number),
        'card[exp_month]': card.card_expiration_month.padStart(2, '0'),
        'card[exp_year]': card.card_expiration_year,
        'card[cvv]': card.card_cvv,
      })
    } catch {
      return { type: 'Error', code: 700, error: texts.tokenFailed }
    }
  }

  const styles = `
    #brick-payment-form { display: grid; gap: 1rem; max-width: 28rem; font: inherit; }
    #brick-payment-form .js-brick-step-form { display: grid; gap: 1rem; }
    #brick-payment-form .brick-row { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
    #brick-payment-form .brick-control { display: grid; gap: 0.25rem; min-width: 0; }
    #brick-payment-form .brick-check { display: flex; gap: 0.5rem; align-items: center; }
    #brick-payment-form input:not([type='checkbox']) {
      box-sizing: border-box; width: 100%; min-height: 2.75rem; padding: 0.4rem 0.75rem;
      border: 1px solid GrayText; border-radius: 0.5rem; color: FieldText; background: Field; font: inherit;
    }
    #brick-payment-form [aria-invalid='true'] { border-color: light-dark(#a3262a, #f29a9c); }
    #brick-payment-form .brick-message:empty { display: none; }
    #brick-payment-form .brick-message { margin: 0; }
    #brick-payment-form .brick-fault { color: light-dark(#a3262a, #f29a9c); }
    #brick-payment-form .js-brick-submit {
      min-height: 2.75rem; padding: 0.5rem 1.25rem; border: 1px solid transparent; border-radius: 0.5rem;
      color: #fff; background: #1f5f8b; font: inherit; font-weight: 600; cursor: pointer;
    }
    #brick-payment-form .js-brick-submit:disabled { opacity: 0.6; cursor: progress; }
    .brick-secure { width: min(36rem, 95vw); margin: auto; padding: 0; border: 1px solid GrayText; border-radius: 0.75rem; }
    .brick-secure header { display: flex; justify-content: space-between; align-items: center; padding: 0.5rem 1rem; }
    .brick-secure iframe { display: block; width: 100%; height: min(32rem, 75vh); border: 0; }
    .brick-secure button { min-height: 2.75rem; font: inherit; }
  `

  let hasStyles = false

  const addStyles = () => {
    if (hasStyles) return
    hasStyles = true
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(styles)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  }

  /**
   * @template {keyof HTMLElementTagNameMap} Tag
   * @param {Tag} tag
   * @param {Record<string, string>} [attributes]
   * @param {(Node | string)[]} [children]
   */
  const element = (tag, attributes = {}, children = []) => {
    const created = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) created.setAttribute(name, value)
    created.append(...children)
    return created
  }

  /**
   * @param {string} id
   * @param {string} label
   * @param {Record<string, string>} attributes
   */
  const control = (id, label, attributes) => {
    const input = element('input', { id, required: '', 'aria-describedby': 'brick-fault', ...attributes })
    const field = element('div', { class: 'brick-control' }, [element('label', { for: id }, [label]), input])
    return { field, input }
  }

  /**
   * Shows the provider's form for the 3-D Secure step and resolves with what the bank sends back; null if it was closed.
   * @param {string} formHTML
   * @param {typeof english} texts
   * @returns {Promise<{ secure_token: string, charge_id: string } | null>}
   */
  const runSecureStep = (formHTML, texts) => {
    const given = new DOMParser().parseFromString(formHTML, 'text/html').querySelector('form')
    if (!given || new URL(given.action).origin !== origin) {
      return Promise.reject(new Error('The 3-D Secure form leads elsewhere'))
    }
    const frame = element('iframe', { name: 'brick-secure-frame', title: texts.bank })
    const close = element('button', { type: 'button' }, [texts.cancel])
    const dialog = element('dialog', { class: 'brick-secure', 'aria-label': '3-D Secure' }, [
      element('header', {}, [element('strong', {}, ['3-D Secure']), close]),
      frame,
    ])
    const form = element('form', { method: 'post', action: given.action, target: frame.name, hidden: '' })
    for (const input of given.querySelectorAll('input')) {
      form.append(element('input', { type: 'hidden', name: input.name, value: input.value }))
    }
    document.body.append(dialog, form)
    dialog.showModal()
    form.submit()

    return new Promise((resolve) => {
      /** @param {{ secure_token: string, charge_id: string } | null} result */
      const finish = (result) => {
        window.removeEventListener('message', listen)
        dialog.remove()
        form.remove()
        resolve(result)
      }
      /** @param {MessageEvent} event */
      const listen = (event) => {
        if (event.origin !== origin || event.source !== frame.contentWindow) return
        try {
          const message = JSON.parse(event.data)
          if (message.event === '3dSecureComplete') finish(message.data)
          if (message.event === '3dSecureCancelled') finish(null)
        } catch {}
      }
      window.addEventListener('message', listen)
      dialog.addEventListener('close', () => finish(null))
      close.addEventListener('click', () => dialog.close())
    })
  }

  class Brick {
    /**
     * @param {Options} options
     * @param {'default' | 'custom'} [mode]
     */
    constructor(options, mode = 'default') {
      if (!options?.public_key) throw new Error('Brick: public_key is missing')
      if (mode === 'custom' && version !== 1.4) {
        throw new Error('Brick: the custom form is documented for Brick.js 1.4 alone')
      }
      this.options = options
      if (mode === 'custom' && options.form?.formatter) {
        for (const input of document.querySelectorAll('input[data-brick="card-number"]')) {
          formatAsTyped(/** @type {HTMLInputElement} */ (input))
        }
      }
    }

    static getFingerprint() {
      return fingerprint
    }

    /**
     * @param {Card} card
     * @param {(answer: TokenAnswer) => void} callback
     */
    tokenizeCard(card, callback) {
      tokenize(this.options.public_key, card).then(callback)
    }

    /**
     * @param {Callback} onSuccess
     * @param {Callback} onError
     */
    showPaymentForm(onSuccess, onError) {
      const { container: containerId = '', action = '', form: settings = {} } = this.options
      const container = document.getElementById(containerId)
      if (!container) throw new Error(`Brick: there is no element with the id "${containerId}"`)
      if (!action) throw new Error('Brick: action is missing')
      addStyles()
      const texts = (version === 1.6 && translations[String(settings.lang)]) || english

      const values = /** @type {Record<string, string>} */ (version === 1.6 ? (settings.values ?? {}) : {})
      const asksHolder = version > 1.4 && Boolean(settings.show_cardholder)
      const asksZip = Boolean(version > 1.4 ? settings.show_zip : settings.zip)
      const asksEmail = !(version === 1.6 && settings.wcs_hide_email)
      const offersStoring = version === 1.6 && Boolean(settings.allow_storing_cards)

      const email = control('brick-email', texts.email, {
        type: 'email',
        autocomplete: 'email',
        value: values.email ?? '',
      })
      const holder = control('brick-cardholder', texts.cardholder, {
        autocomplete: 'cc-name',
        value: values.cardholder ?? '',
      })
      const number = control('brick-card-number', texts.number, {
        inputmode: 'numeric',
        autocomplete: 'cc-number',
        maxlength: '19',
      })
      const expiry = control('brick-card-expiry', texts.expiry, {
        inputmode: 'numeric',
        autocomplete: 'cc-exp',
        maxlength: '7',
      })
      const cvv = control('brick-card-cvv', texts.cvv, {
        inputmode: 'numeric',
        autocomplete: 'cc-csc',
        maxlength: '4',
      })
      const zip = control('brick-zip', texts.zip, { autocomplete: 'postal-code', value: values.zip ?? '' })
      const store = element('input', { type: 'checkbox', id: 'brick-store-card' })

      formatAsTyped(number.input)
      expiry.input.addEventListener('input', () => {
        const digits = digitsOf(expiry.input.value)
        if (digits.length > 2) expiry.input.value = `${digits.slice(0, 2)}/${digits.slice(2, 6)}`
      })

      const fault = element('p', { id: 'brick-fault', class: 'brick-message brick-fault', role: 'alert' })
      const progress = element('p', { class: 'brick-message', role: 'status' })
      const submit = element('button', { class: 'js-brick-submit', type: 'submit' }, [
        String(settings.pay_button ?? texts.pay),
      ])
      const fields = element('div', { class: 'js-brick-step-form' }, [
        ...(asksEmail ? [email.field] : []),
        ...(asksHolder ? [holder.field] : []),
        number.field,
        element('div', { class: 'brick-row' }, [expiry.field, cvv.field]),
        ...(asksZip ? [zip.field] : []),
        ...(offersStoring ? [element('label', { class: 'brick-check' }, [store, texts.store])] : []),
      ])
      const form = element('form', { id: 'brick-payment-form', novalidate: '' }, [
        fields,
        fault,
        submit,
        progress,
      ])
      container.replaceChildren(form)

      /** @param {string} text */
      const setBusy = (text) => {
        progress.textContent = text
        submit.disabled = text !== ''
      }

      /**
       * @param {string} text
       * @param {object} data
       */
      const fail = (text, data) => {
        setBusy('')
        fault.textContent = text
        onError?.(data)
      }

      /**
       * Marks the faulty fields, and returns the first of them and what to say when one has no text: what is wrong with
       * the others is said as well.
       */
      const markFaults = () => {
        /** @param {HTMLInputElement} input */
        const isEmpty = (input) => input.value.trim() === ''
        const faults = faultsOf(readCard(), texts)
        const inputs = [email, holder, number, expiry, cvv, zip]
          .map(({ input }) => input)
          .filter((input) => input.isConnected)
        const inputOf = new Map([
          [224, number.input],
          [223, expiry.input],
          [225, cvv.input],
        ])
        const wrong = faults.filter(([code]) => !isEmpty(inputOf.get(code) ?? number.input))
        const faulty = new Set(inputs.filter(isEmpty))
        for (const [code] of wrong) faulty.add(inputOf.get(code) ?? number.input)
        for (const input of inputs) input.setAttribute('aria-invalid', String(faulty.has(input)))
        const sentences = inputs.some(isEmpty) ? [texts.incomplete, ...wrong.map(([, text]) => text)] : []
        return { first: inputs.find((input) => faulty.has(input)), text: sentences.join('. ') }
      }

      /** @returns {Card} */
      const readCard = () => {
        const [month = '', year = ''] = expiry.input.value.split('/')
        return {
          card_number: number.input.value,
          card_expiration_month: month.trim(),
          card_expiration_year: year.trim(),
          card_cvv: cvv.input.value.trim(),
        }
      }

      const readHolder = () => {
        const names = holder.input.value.trim().split(/\s+/)
        const lastname = names.length > 1 ? (names.pop() ?? '') : ''
        return { firstname: names.join(' '), lastname }
      }

      /**
       * @param {Record<string, string>} body
       * @returns {Promise<ChargeAnswer>}
       */
      const callShop = async (body) => {
        const response = await fetch(action, {
          method: 'POST',
          body: new URLSearchParams(body),
          headers: { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' },
        })
        return response.json()
      }

      const pay = async () => {
        const { first, text } = markFaults()
        fault.textContent = ''
        first?.focus()
        if (text) {
          fail(text, { error: { message: text } })
          return
        }
        setBusy(texts.checking)
        const token = await tokenize(this.options.public_key, readCard(), texts)
        if (token.type === 'Error' || !token.token) {
          const sentences = token.error ?? texts.tokenFailed
          fail(Array.isArray(sentences) ? sentences.join('. ') : sentences, token)
          return
        }
        const reference =
          version === 1.6 ? await callProvider('/api/brick/device', {}).catch(() => null) : null
        const body = {
          brick_token: token.token,
          brick_fingerprint: fingerprint,
          ...(asksEmail ? { email: email.input.value.trim() } : {}),
          ...(asksHolder ? readHolder() : {}),
          ...(asksZip ? { zip: zip.input.value.trim() } : {}),
          ...(reference ? { brick_reference_id: String(reference.reference_id) } : {}),
        }
        setBusy(texts.paying)
        let answer = await callShop(body)
        const secure = /** @type {{ formHTML?: string } | undefined} */ (answer.secure)
        if (!answer.success && secure && typeof secure === 'object' && secure.formHTML) {
          setBusy(texts.waiting)
          const result = await runSecureStep(secure.formHTML, texts)
          if (!result) {
            fail(texts.notConfirmed, {
              error: { message: '3-D Secure was cancelled' },
            })
            return
          }
          setBusy(texts.paying)
          answer = await callShop({
            ...body,
            brick_charge_id: result.charge_id,
            brick_secure_token: result.secure_token,
          })
        }
        if (!answer.success) {
          fail(answer.error?.message ?? 'Internal error', answer)
          return
        }
        progress.textContent = answer.risk === 'pending' ? texts.review : texts.accepted
        onSuccess?.(answer)
      }

      form.addEventListener('submit', (event) => {
        event.preventDefault()
        if (submit.disabled) return
        pay().catch(() => {
          fail(texts.unreachable, { error: { message: texts.unreachable } })
        })
      })
    }
  }

  Object.assign(window, { Brick })
})()
