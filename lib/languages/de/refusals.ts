import type { en } from '@/lib/languages/en'
import type { Translated } from '@/lib/translated'

export const refusals: Translated<typeof en.refusals> = {
  card_number:
    'Diese Anfrage enthält etwas, das wie eine Kartennummer aussieht, und wurde deshalb weder verarbeitet noch gespeichert. Kartennummern gehören nur in das Zahlungsformular.',
  too_large: 'Diese Anfrage ist zu groß.',
  no_form:
    'Kein Formular dieses Shops sendet so etwas. Laden Sie die Seite neu, und versuchen Sie es noch einmal.',
}
