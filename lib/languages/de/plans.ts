import type { en } from '@/lib/languages/en'
import type { Translated } from '@/lib/translated'

export const plans: Translated<typeof en.plans> = {
  length: {
    day: '{length, plural, one {# Tag} other {# Tage}}',
    week: '{length, plural, one {# Woche} other {# Wochen}}',
    month: '{length, plural, one {# Monat} other {# Monate}}',
    year: '{length, plural, one {# Jahr} other {# Jahre}}',
  },
  of: {
    day: '{length, plural, one {# Tag} other {# Tagen}}',
    week: '{length, plural, one {# Woche} other {# Wochen}}',
    month: '{length, plural, one {# Monat} other {# Monaten}}',
    year: '{length, plural, one {# Jahr} other {# Jahren}}',
  },
  every: {
    day: '{length, plural, =1 {jeden Tag} other {alle # Tage}}',
    week: '{length, plural, =1 {jede Woche} other {alle # Wochen}}',
    month: '{length, plural, =1 {jeden Monat} other {alle # Monate}}',
    year: '{length, plural, =1 {jedes Jahr} other {alle # Jahre}}',
  },
  per: {
    day: '{length, plural, =1 {pro Tag} other {alle # Tage}}',
    week: '{length, plural, =1 {pro Woche} other {alle # Wochen}}',
    month: '{length, plural, =1 {pro Monat} other {alle # Monate}}',
    year: '{length, plural, =1 {pro Jahr} other {alle # Jahre}}',
  },
  price: '{price} {per}',
  offer: {
    plain: '{price}.',
    trial: 'Eine Probezeit von {length} für {trial}, danach {price}.',
    freeTrial: 'Eine kostenlose Probezeit von {length}, danach {price}.',
  },
  start: {
    trial: 'Probezeit starten, heute {trial}',
    freeTrial: 'Probezeit starten, heute kostenlos',
  },
  charges: {
    first: 'Die erste Abbuchung über {price} erfolgt heute, am {today}.',
    next: 'Die nächste Abbuchung über {price} erfolgt am {next}.',
    afterTrial:
      'Die nächste Abbuchung über {price} erfolgt am {first}, die darauf folgende über {price} am {next}.',
    nothing: 'Heute, am {today}, wird nichts abgebucht.',
    afterFreeTrial:
      'Die erste Abbuchung über {price} erfolgt am {first}, die nächste über {price} am {next}.',
  },
  renews: 'Die Mitgliedschaft verlängert sich automatisch {every} für {price}, bis Sie kündigen.',
  cancel:
    'Sie können jederzeit in Ihrem Konto unter „Mitgliedschaften“ kündigen. Danach wird nichts mehr abgebucht, und Sie bleiben Mitglied bis zum Ende des bezahlten Zeitraums.',
  cancelInTrial: 'Wenn Sie während der Probezeit kündigen, zahlen Sie den regulären Preis nicht.',
}
