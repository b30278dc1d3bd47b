import type { en } from '@/lib/languages/en'
import type { Translated } from '@/lib/translated'

export const catalogue: Translated<typeof en.catalogue> = {
  title: '{page, plural, =1 {Alle Produkte} other {Alle Produkte, Seite #}}',
  titleOfSearch:
    '{page, plural, =1 {Suchergebnisse für „{text}“} other {Suchergebnisse für „{text}“, Seite #}}',
  results: 'Suchergebnisse für „<typed>{text}</typed>“',
  form: {
    text: 'Suchbegriff',
    kind: 'Produktart',
    allKinds: 'Alle Produktarten',
    least: 'Von ({currency})',
    most: 'Bis ({currency})',
    sort: 'Sortieren nach',
    search: 'Suchen',
  },
  sorts: {
    best: 'Relevanz',
    'price-low': 'Preis aufsteigend',
    'price-high': 'Preis absteigend',
    new: 'Neueste zuerst',
  },
  notes: {
    long: 'Ihre Suche war sehr lang, daher wurden nur die ersten {most, number} Zeichen verwendet.',
    kind: 'Diese Produktart gibt es nicht, daher werden alle angezeigt.',
    least: 'Der Mindestpreis ist keine Zahl und wurde nicht berücksichtigt.',
    most: 'Der Höchstpreis ist keine Zahl und wurde nicht berücksichtigt.',
  },
  count: '{count, plural, one {# Produkt} other {# Produkte}}',
  moreThan: 'Mehr als {count, plural, one {# Produkt} other {# Produkte}}',
  pages: {
    title: 'Seiten',
    previous: 'Zurück',
    next: 'Weiter',
    at: 'Seite {page, number} von {pages, number}',
    more: 'Es gibt noch mehr. Suchen Sie nach einem Begriff, oder grenzen Sie den Preis ein.',
  },
  nothing: {
    filtered: 'Mit diesen Filtern gibt es keine Treffer für „<typed>{text}</typed>“.',
    unfiltered: 'Ohne Filter suchen ({products})',
    inFilters: 'Mit diesen Filtern gibt es keine Treffer.',
    found:
      'Keine Treffer für „<typed>{text}</typed>“. Prüfen Sie die Schreibweise, oder verwenden Sie weniger Wörter.',
    near: 'Meinten Sie …?',
    others: 'Ebenfalls im Shop',
  },
  all: 'Alle Produkte anzeigen',
}
