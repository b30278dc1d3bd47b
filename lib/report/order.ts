import type { AssessedPoint, Assessment } from '@/lib/golive/assessment'
import { type SectionId, sections } from '@/lib/golive/check'

export type AssessedFact = AssessedPoint['facts'][number]

/** A section of the checklist with its points, in the order of their numbers. */
export interface AssessedSection {
  id: SectionId
  title: string
  points: AssessedPoint[]
}

const isSection = (id: string): id is SectionId => Object.hasOwn(sections, id)

/** The sections that an assessment has points of. However the points come, their order is the same. */
export function sectionsOf({ points }: Pick<Assessment, 'points'>): AssessedSection[] {
  return Object.keys(sections)
    .filter(isSection)
    .map((id) => ({
      id,
      title: sections[id],
      points: points
        .filter(({ section }) => section === id)
        .sort((one, other) => compare(numbersLast(one.id), numbersLast(other.id))),
    }))
    .filter(({ points: found }) => found.length > 0)
}

/** A point's facts, the newest first. Those of one moment are in the order of their words. */
export function factsOf({ facts }: AssessedPoint): AssessedFact[] {
  const words = ({ kind, what, seen, subject = '' }: AssessedFact) =>
    JSON.stringify([kind, what, seen, subject])
  return [...facts].sort((one, other) => compare(other.at, one.at) || compare(words(one), words(other)))
}

/** `B10` after `B9`: each number padded, so that letters and numbers compare as text does. */
const numbersLast = (id: string) => id.replace(/\d+/g, (number) => number.padStart(6, '0'))

/** By the code units, as no locale would. */
const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)
