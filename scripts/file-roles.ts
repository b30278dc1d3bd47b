import { readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { sources } from './repository-checks'
import { root } from './settings'

/** What writes to the database though it is no mutations.ts, and why it may. */
const writers: ReadonlyMap<string, string> = new Map([
  ['lib/accounts/rate-limit.ts', 'each count is one statement that writes and reads at once'],
  ['lib/jobs/worker.ts', 'it hands rows to graphile-worker by functions of that library'],
  ['lib/pingbacks/rejected.ts', 'a log that gathers in memory and writes itself down'],
  ['lib/security/policy-violations.ts', 'a log that counts and bounds itself in one statement'],
])

const writeCalls = new Set([
  ...['create', 'createMany', 'createManyAndReturn', 'upsert'],
  ...['update', 'updateMany', 'updateManyAndReturn', 'delete', 'deleteMany'],
])
const writeStatement = /\b(INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\w+(\s+AS\s+\w+)?\s+SET)\b/i

const shopSources = () =>
  sources('app', 'lib').filter(({ file }) => /^(app|lib\/(?!generated\/)[^/]+)\/(?!.*\.test\.)/.test(file))

/** The models as the client names them: `chargeAttempt`. */
function models(): Set<string> {
  const schema = readFileSync(path.join(root, 'prisma/schema.prisma'), 'utf8')
  return new Set(Array.from(schema.matchAll(/^model (\w)(\w*)/gm), ([, a = '', b]) => a.toLowerCase() + b))
}

/**
 * The name of a file tells its role: in a folder of lib/ data.ts reads, mutations.ts writes and nothing else does, and
 * actions.ts alone is public to the browser, since every export of a file headed 'use server' can be called by anyone. That schema.ts knows no database is a rule of the borders.
 */
export function fileRoleFaults(
  shop = shopSources(),
  known = models(),
  mayWrite: ReadonlyMap<string, string> = writers,
): string[] {
  const writing = new Set<string>()
  const faults = shop.flatMap(({ file, text }) => {
    const parsed = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
    const role = path.basename(file).replace(/\.tsx?$/, '')
    const found: string[] = []
    if (role === 'actions' && !(parsed.statements[0] && isServerDirective(parsed.statements[0]))) {
      found.push(`${file} must begin with 'use server', since that is what its name says`)
    }
    visit(parsed, (node) => {
      const line = parsed.getLineAndCharacterOfPosition(node.getStart()).line + 1
      if (isServerDirective(node) && (role !== 'actions' || node !== parsed.statements[0])) {
        found.push(`${file}:${line} says 'use server', which only the first statement of an actions.ts may`)
      }
      if (!isWrite(node, known)) return
      writing.add(file)
      if (role !== 'mutations' && !mayWrite.has(file)) {
        found.push(`${file}:${line} writes to the database: that is for the folder's mutations.ts`)
      }
    })
    if (role === 'mutations' && !writing.has(file)) found.push(`${file} writes nothing to the database`)
    return found
  })
  const idle = [...mayWrite.keys()].filter((file) => !writing.has(file))
  return [...faults, ...idle.map((file) => `${file} may write to the database, but does not: strike it off`)]
}

function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node)
  ts.forEachChild(node, (child) => visit(child, look))
}

function isServerDirective(node: ts.Node): boolean {
  return (
    ts.isExpressionStatement(node) &&
    ts.isStringLiteral(node.expression) &&
    node.expression.text === 'use server'
  )
}

function isWrite(node: ts.Node, known: ReadonlySet<string>): boolean {
  if (ts.isTaggedTemplateExpression(node)) return isRawWrite(node.tag, node.template.getText())
  if (!ts.isCallExpression(node)) return false
  const { expression, arguments: given } = node
  if (isRawWrite(expression, given[0]?.getText() ?? '')) return true
  return (
    ts.isPropertyAccessExpression(expression) &&
    writeCalls.has(expression.name.text) &&
    ts.isPropertyAccessExpression(expression.expression) &&
    known.has(expression.expression.name.text)
  )
}

/** SQL of one's own: what is executed counts as a write, what is asked only if it says so. */
function isRawWrite(called: ts.Expression, sql: string): boolean {
  if (!ts.isPropertyAccessExpression(called)) return false
  const name = called.name.text
  return name.startsWith('$executeRaw') || (name.startsWith('$queryRaw') && writeStatement.test(sql))
}
