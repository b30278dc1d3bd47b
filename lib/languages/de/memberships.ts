import type { en } from '@/lib/languages/en'
import type { Translated } from '@/lib/translated'

export const memberships: Translated<typeof en.memberships> = {
  title: 'Ihre Mitgliedschaften',
  lead: 'Ihre laufenden und früheren Mitgliedschaften mit Laufzeiten und Preisen.',
  requested: {
    title: 'Wir haben Ihre Kündigung erhalten',
    text: 'Den Stand sehen Sie unten.',
  },
  review: {
    title: '{product}: Die Zahlung wird geprüft',
    text: 'Paymentwall prüft Ihre erste Zahlung; das dauert meist nur wenige Minuten. Die Mitgliedschaft beginnt, sobald die Zahlung freigegeben ist; wird sie abgelehnt, zahlen Sie nichts. <order>Bestellung ansehen</order>',
  },
  none: {
    view: 'Mitgliedschaft ansehen',
  },
  policy:
    'Wie Sie kündigen, was mit dem bezahlten Zeitraum geschieht und wann Sie Geld zurückbekommen: <refunds>Widerruf, Erstattung und Kündigung</refunds>',
  several: {
    title: 'Sie haben {count, number} Mitgliedschaften, die sich verlängern',
    lead: 'Für jede wird gesondert abgebucht. Wenn Sie nur eine möchten, kündigen Sie die andere:',
    one: '„{product}“ aus Bestellung <number>{order}</number>.',
    charged: '„{product}“ aus Bestellung <number>{order}</number>, nächste Abbuchung am {next}.',
    cancel: 'Diese kündigen<hidden>, aus Bestellung {order}</hidden>',
    refund:
      'Wenn Sie die zweite nicht kaufen wollten, schreiben Sie uns mit der Bestellnummer, um eine <refunds>Erstattung</refunds> zu beantragen.',
  },
  facts: {
    paidUntil: 'Bezahlt bis',
    wasPaidUntil: 'War bezahlt bis',
    unpaid: 'Kein bezahlter Zeitraum mehr',
    next: 'Nächste Abbuchung',
    none: 'Keine',
    price: 'Preis',
  },
  charge: {
    next: '<sum>{price}</sum> am <on>{day}</on>',
    nextUnless: '<sum>{price}</sum> am <on>{day}</on>, falls nicht vorher die Kündigung bestätigt wird',
    due: '<sum>{price}</sum>, fällig am <on>{day}</on>',
    dueUnless:
      '<sum>{price}</sum>, fällig am <on>{day}</on>, falls nicht vorher die Kündigung bestätigt wird',
  },
  payments: {
    title: 'Zahlungen ({count, number})',
    charged: 'Abgebucht am',
    amount: 'Betrag',
    period: 'Für',
    span: '{from} bis {until}',
    started: 'Begonnen mit <link>Bestellung <number>{order}</number></link>',
  },
  rejoin: 'Wieder Mitglied werden',
  cancel: {
    title: 'Mitgliedschaft kündigen',
    button: 'Kündigen',
    label: 'Kündigen: {product}',
    question: '{product} kündigen?',
    keep: 'Mitglied bleiben',
    submit: 'Mitgliedschaft kündigen',
    sending: 'Ihre Kündigung wird gesendet …',
    stays: 'Sie bleiben Mitglied bis zum {end}, dem Ende des bezahlten Zeitraums.',
    ended:
      'Ihre Mitgliedschaft endete am {end}. Mit der Kündigung stellen Sie sicher, dass keine weitere Verlängerung abgebucht wird.',
    over: 'Der bezahlte Zeitraum endete am {end}; daher endet die Mitgliedschaft, sobald sie gekündigt ist.',
    stop: 'Wir beauftragen Paymentwall, die Verlängerungen zu beenden. Sobald das bestätigt ist, meist innerhalb weniger Minuten, wird nichts mehr abgebucht. Sollte genau jetzt eine Verlängerung abgebucht werden, schreiben Sie uns, und wir erstatten sie.',
  },
  outcomes: {
    paid: 'bezahlt',
    refunded: 'erstattet',
    charged_back: 'zurückgebucht',
    declined: 'nach Prüfung abgelehnt',
  },
  states: {
    revoked: {
      ours: 'Von uns beendet',
      oursText:
        'Wir haben diese Mitgliedschaft beendet. {stopped} Wenn Sie das nicht erwartet haben, schreiben Sie uns.',
      label: 'Beendet: {outcome}',
      text: 'Die letzte Zahlung wurde {outcome}; damit endete die Mitgliedschaft. {stopped}',
      stopping: 'Wir stoppen weitere Abbuchungen.',
    },
    cancelled: 'Gekündigt',
    failed: 'Nicht verlängert: Zahlung fehlgeschlagen',
    again: 'Um Mitglied zu bleiben, kaufen Sie die Mitgliedschaft noch einmal.',
    expired: 'Nicht verlängert',
    ended: 'Beendet',
    endedOn: 'Sie endete am {end}.',
    memberUntil: 'Sie sind bis zum {end} Mitglied.',
    notCharged: 'Es wird nichts mehr abgebucht.',
    requested: 'Kündigung eingegangen',
    periodEnded: 'Der bezahlte Zeitraum endete am {end}.',
    remains: 'Sie bleiben bis zum {end} Mitglied.',
    review: {
      label: 'Verlängerung wird geprüft',
      text: 'Paymentwall prüft die Zahlung von {price}, die am {end} fällig war. Sobald sie freigegeben ist, läuft die Mitgliedschaft weiter.',
    },
    unpaid:
      'Seitdem wurde keine Verlängerung bezahlt. Paymentwall kann noch eine abbuchen; dann liefe die Mitgliedschaft weiter. Damit nichts mehr abgebucht wird, kündigen Sie sie, auch bevor Sie eine neue Mitgliedschaft kaufen.',
    retried: {
      label: 'Abbuchung wird wiederholt',
      text: 'Die Abbuchung von {price} war am {end} fällig und konnte noch nicht ausgeführt werden. Paymentwall wiederholt sie automatisch bis zu zweimal, im Abstand von je einem Tag. Bis dahin bleiben Sie Mitglied, längstens bis zum {until}.',
    },
    trial: {
      label: 'In der Probezeit',
      text: 'Ihre Probezeit läuft bis zum {end}. Danach werden {price} abgebucht, wenn Sie nicht vorher kündigen.',
    },
    active: { label: 'Aktiv', text: 'Sie verlängert sich am {next} für {price}.' },
  },
  progress: {
    accepted:
      'Paymentwall hat unseren Auftrag erhalten, die Verlängerungen zu beenden. Sobald das bestätigt ist, steht hier „Gekündigt“.',
    failing:
      'Ihre Kündigung liegt uns vor, aber wir konnten Paymentwall noch nicht erreichen. Wir versuchen es weiter; Sie müssen nichts tun.',
    passing: 'Ihre Kündigung liegt uns vor, und wir geben sie an Paymentwall weiter.',
  },
  standing: {
    unpaid:
      '„{product}“ endete am {end}, aber Paymentwall kann noch eine Verlängerung abbuchen; dann liefe die Mitgliedschaft weiter.',
    ends: '„{product}“ endet am {end}.',
    cancelling: '„{product}“ endet am {end}, sobald Paymentwall die Kündigung bestätigt hat.',
    retried:
      'Die Zahlung für „{product}“ war am {end} fällig und wird wiederholt; die Mitgliedschaft kann sich also noch verlängern.',
    renews: '„{product}“ verlängert sich am {next}.',
  },
}
