import type { en } from '@/lib/languages/en'
import type { Translated } from '@/lib/translated'

export const orders: Translated<typeof en.orders> = {
  list: {
    title: 'Ihre Bestellungen',
    empty: 'Sie haben noch nichts bestellt.',
  },
  states: {
    pending: {
      label: 'Zahlung ausstehend',
      title: 'Zahlung ausstehend',
      text: 'Ihr Einkauf erscheint hier, sobald Paymentwall die Zahlung bestätigt. Diese Seite aktualisiert sich von selbst. Wenn Sie noch nicht bezahlt haben, können Sie es jetzt tun.',
    },
    checking: {
      label: 'Zahlung wird geprüft',
      title: 'Wir prüfen Ihre Zahlung',
      text: 'Für diese Bestellung läuft eine Zahlung, und wir warten auf das Ergebnis. Bitte bezahlen Sie nicht noch einmal. Diese Seite aktualisiert sich von selbst.',
    },
    requires_action: {
      label: 'Warten auf Ihre Bank',
      title: 'Bestätigen Sie die Zahlung bei Ihrer Bank',
      text: 'Bestätigen Sie die Zahlung auf der Seite Ihrer Bank. Vorher wird nichts abgebucht.',
    },
    confirming: {
      label: 'Zahlung eingegangen',
      title: 'Zahlung eingegangen, Bestätigung folgt',
      text: 'Ihre Karte wurde belastet. Ihr Einkauf erscheint hier, sobald Paymentwall die Zahlung bestätigt. Diese Seite aktualisiert sich von selbst.',
    },
    authorised: {
      label: 'Betrag reserviert',
      title: 'Betrag reserviert',
      text: 'Der Betrag ist auf Ihrer Karte reserviert, aber noch nicht abgebucht. Wir buchen ihn innerhalb von sieben Tagen ab, sobald Ihre Bestellung fertig ist.',
    },
    under_review: {
      label: 'Wird geprüft',
      title: 'Ihre Zahlung wird geprüft',
      text: 'Paymentwall prüft die Zahlung; das dauert meist nur wenige Minuten. Sie müssen nichts tun. Diese Seite aktualisiert sich von selbst.',
    },
    paid: {
      label: 'Bezahlt und geliefert',
      title: 'Bezahlt und geliefert',
      text: 'Vielen Dank. Sie finden Ihren Einkauf unten und in Ihrem Konto.',
    },
    refunded: {
      label: 'Erstattet',
      title: 'Diese Bestellung wurde erstattet',
      text: 'Ihre Zahlung wurde erstattet, und Ihr Einkauf steht Ihnen nicht mehr zur Verfügung. Wenn Sie das nicht erwartet haben, schreiben Sie uns.',
    },
    charged_back: {
      label: 'Zurückgebucht',
      title: 'Die Zahlung wurde zurückgebucht',
      text: 'Ihre Bank hat die Zahlung zurückgebucht, und Ihr Einkauf steht Ihnen nicht mehr zur Verfügung. Wenn das ein Irrtum ist, schreiben Sie uns.',
    },
    expired: {
      label: 'Abgelaufen',
      title: 'Diese Bestellung ist abgelaufen',
      text: 'Sie wurde nicht rechtzeitig bezahlt, daher gilt ihr Preis nicht mehr. Sie schulden nichts. Sie können die Bestellung zum heutigen Preis noch einmal aufgeben.',
    },
    failed: {
      label: 'Zahlung fehlgeschlagen',
      title: 'Zahlung fehlgeschlagen',
      text: 'Für diese Bestellung wurde nichts abgebucht. Versuchen Sie es mit einer anderen Karte oder Zahlungsart noch einmal.',
    },
  },
  paidGuest: 'Vielen Dank. Sie finden Ihren Einkauf unten.',
  problems: {
    unconfirmed:
      'Die Zahlung wurde bei Ihrer Bank nicht bestätigt. Es wurde nichts abgebucht. Sie können es mit dieser Karte oder einer anderen Zahlungsart noch einmal versuchen.',
    released: 'Der auf Ihrer Karte reservierte Betrag ist wieder frei. Es wurde nichts abgebucht.',
  },
  card: '{brand} mit den Endziffern {last4}',
  unnamedCard: 'Karte mit den Endziffern {last4}',
  title: 'Ihre Bestellung',
  above: 'Bestellung <number>{order}</number>, <day>{placed}</day>',
  joined: 'Diese Bestellung ist jetzt in Ihrem Konto.',
  windowClosed: 'Wenn Sie das Fenster geschlossen haben, starten Sie die Zahlung neu.',
  bank: 'Weiter zu Ihrer Bank',
  leaveBank: 'Abbrechen und andere Zahlungsart wählen',
  restart: 'Zahlung neu starten',
  pay: 'Weiter zur Zahlung',
  items: 'Artikel',
  withdrawn: 'Zurückgenommen',
  noKey: 'Zurzeit haben wir keine Lizenzschlüssel mehr. Ihrer erscheint hier, sobald wir neue haben.',
  total: 'Gesamtpreis',
  firstPayment: 'Erste Zahlung',
  method: 'Zahlungsart',
  renews: 'Die Mitgliedschaft verlängert sich, bis Sie kündigen.',
  receipt: 'Beleg',
  decisions: {
    GRANT: 'Wir haben die folgenden Artikel für Sie freigegeben. Sie können sie jetzt nutzen.',
    WITHDRAW:
      'Wir haben die Lieferung zu dieser Bestellung ganz oder teilweise zurückgenommen. Wenn Sie das nicht erwartet haben, schreiben Sie uns.',
  },
  accepted: {
    title: 'Was Sie bestätigt haben',
    on: 'Bestätigt am <day>{accepted}</day>.',
    policies: 'Rechtliche Texte in der Fassung vom <day>{version}</day>:',
  },
  again: {
    retired: 'Nicht mehr erhältlich: {products}.',
    unpriced: 'In {currency} nicht mehr erhältlich: {products}.',
    product: '„{product}“',
    price: 'Aktueller Preis: <sum>{price}</sum>',
    submit: 'Noch einmal bestellen',
  },
  guest: {
    receipt:
      'Wir senden Ihren Beleg an <address>{email}</address>. Mit dem Link darin können Sie die Bestellung in ein Konto übernehmen.',
    title: 'Bestellung behalten',
    newer:
      'Um diese Bestellung in ein Konto zu übernehmen, verwenden Sie den Link einer neueren E-Mail von uns, oder <contact>schreiben Sie uns</contact>.',
    join: 'Sie haben als Gast gekauft. Übernehmen Sie diese Bestellung in Ihr Konto, zusammen mit allem, was Sie als derselbe Gast gekauft haben.',
    add: 'In Ihr Konto übernehmen',
    known:
      'Es gibt ein Konto mit <address>{email}</address>. <login>Melden Sie sich an</login>, um diese Bestellung dorthin zu übernehmen.',
    choose:
      'Wählen Sie ein Passwort, um ein Konto mit <address>{email}</address> zu erstellen. Es enthält dann diese Bestellung und alles andere, was Sie als derselbe Gast gekauft haben.',
  },
  refund: {
    ask: 'Erstattung beantragen',
    why: 'Warum möchten Sie eine Erstattung?',
    send: 'Antrag senden',
    sending: 'Wird gesendet …',
    open: {
      title: 'Sie haben eine Erstattung beantragt',
      text: 'Wir haben Ihren Antrag am {day} erhalten und prüfen ihn.',
    },
    closed: 'Ihr Antrag vom {day} ist erledigt. Der Beleg zeigt, was bezahlt und was erstattet wurde.',
    faults: {
      empty: 'Nennen Sie uns kurz den Grund.',
      long: 'Verwenden Sie höchstens 500 Zeichen.',
      lines: 'Schreiben Sie in einer Zeile und ohne Steuerzeichen.',
    },
    refusals: {
      open: 'Sie haben bereits eine Erstattung beantragt. Wir antworten Ihnen bald.',
      none: 'Für diese Bestellung gibt es keine Zahlung mehr, die erstattet werden könnte.',
      too_many: 'Sie haben schon drei Anträge gestellt. Bitte schreiben Sie uns stattdessen.',
    },
  },
}
