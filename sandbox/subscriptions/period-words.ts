import type { Period, PeriodUnit } from '../core/state'
import type { Language } from '../pages/languages'

interface Words {
  every: Record<PeriodUnit, [one: string, many: string]>
  lasting: Record<PeriodUnit, [one: string, many: string]>
}

const wordsOf: Record<Language, Words> = {
  en: {
    every: {
      day: ['every day', 'every # days'],
      week: ['every week', 'every # weeks'],
      month: ['every month', 'every # months'],
      year: ['every year', 'every # years'],
    },
    lasting: {
      day: ['1 day', '# days'],
      week: ['1 week', '# weeks'],
      month: ['1 month', '# months'],
      year: ['1 year', '# years'],
    },
  },
  de: {
    every: {
      day: ['jeden Tag', 'alle # Tage'],
      week: ['jede Woche', 'alle # Wochen'],
      month: ['jeden Monat', 'alle # Monate'],
      year: ['jedes Jahr', 'alle # Jahre'],
    },
    lasting: {
      day: ['1 Tag', '# Tage'],
      week: ['1 Woche', '# Wochen'],
      month: ['1 Monat', '# Monate'],
      year: ['1 Jahr', '# Jahre'],
    },
  },
  es: {
    every: {
      day: ['cada día', 'cada # días'],
      week: ['cada semana', 'cada # semanas'],
      month: ['cada mes', 'cada # meses'],
      year: ['cada año', 'cada # años'],
    },
    lasting: {
      day: ['1 día', '# días'],
      week: ['1 semana', '# semanas'],
      month: ['1 mes', '# meses'],
      year: ['1 año', '# años'],
    },
  },
}

/** How often, in words: `every month`, `every 6 months`. */
export function everyPeriod(period: Period, language: Language = 'en'): string {
  return say(wordsOf[language].every, period)
}

/** How long, in words: `1 month`, `6 months`. */
export function lastingPeriod(period: Period, language: Language = 'en'): string {
  return say(wordsOf[language].lasting, period)
}

function say(words: Words['every'], { length, unit }: Period): string {
  const [one, many] = words[unit]
  return length === 1 ? one : many.replace('#', String(length))
}
