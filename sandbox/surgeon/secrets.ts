import type { Emulator } from '../emulator'
import type { NamedSecret } from './subject'

/** The secrets to check with: the one that was pasted, or the project's own; then all that it may have been mistaken for. */
export function secretsOf({ name, project, siblings }: Emulator, pasted: string): NamedSecret[] {
  const own: NamedSecret = { name: "the project's secret key", secret: project.secretKey }
  const others = siblings
    .filter((sibling) => sibling.name !== name)
    .flatMap(({ name: other, project: { secretKey, brickPrivateKey } }) => [
      { name: `the secret key of project "${other}"`, secret: secretKey },
      { name: `the Brick private key of project "${other}"`, secret: brickPrivateKey },
    ])
  const all = [
    own,
    { name: 'the Brick private key', secret: project.brickPrivateKey },
    { name: 'the Brick public key', secret: project.brickPublicKey },
    { name: 'the project key, which is public', secret: project.key },
    ...others,
  ]
  if (pasted === '') return all
  return [
    { name: 'the secret that was pasted', secret: pasted },
    ...all.filter(({ secret }) => secret !== pasted),
  ]
}
