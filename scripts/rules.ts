import { citationFaults } from './citations'
import { fileRoleFaults } from './file-roles'
import { unusedMessageFaults, writtenTextFaults } from './language-checks'
import { backOfficeFaults, environmentFaults, serverActionFaults, tableFaults } from './repository-checks'

/** The repository's own rules, which no linter knows; prints what breaks them. */
export async function main(): Promise<number> {
  const faults = [
    environmentFaults(),
    serverActionFaults(),
    backOfficeFaults(),
    tableFaults(),
    fileRoleFaults(),
    citationFaults(),
    unusedMessageFaults(),
    writtenTextFaults(),
  ].flat()
  for (const fault of faults) console.error(fault)
  return faults.length === 0 ? 0 : 1
}
