import { isHttpAddress } from '../core/addresses'

/** Reads a number of an option; throws what is wrong with it. */
export function numberOption(name: string, text: string, minimum: number, maximum: number): number {
  const number = Number(text)
  if (text === '' || !Number.isInteger(number) || number < minimum || number > maximum) {
    throw new Error(`--${name} must be a whole number from ${minimum} to ${maximum}.`)
  }
  return number
}

export function addressOption(name: string, text: string): string {
  if (!isHttpAddress(text)) throw new Error(`--${name} must be an http or https address.`)
  return text
}

export function choiceOption<Choice extends string>(
  name: string,
  text: string,
  choices: readonly Choice[],
): Choice {
  const choice = choices.find((candidate) => candidate === text)
  if (choice === undefined) throw new Error(`--${name} must be one of ${choices.join(', ')}.`)
  return choice
}
