import ts from 'typescript'
import { en } from '@/lib/languages/en'
import { messagesOf } from '@/lib/languages/messages'
import { sources } from './repository-checks'

interface Source {
  file: string
  text: string
}

const isTest = (file: string) => /\.test\.tsx?$/.test(file)

/** Where the texts themselves are. */
const isCatalog = (file: string) => /^lib\/(languages\/[\w-]+|brand\/words)\//.test(file)

/** What buyers see is drawn here. */
const isShown = (file: string) => /^app\/(\(site\)|\(checkout\)|_components|o|artwork)\/.*\.tsx$/.test(file)

/** Every message of the catalogs is used somewhere: by its whole key, by a pattern of keys, or as a group of words or a whole file. */
export function unusedMessageFaults(
  shop: Source[] = sources('app', 'lib', 'proxy.ts'),
  keys: Iterable<string> = messagesOf(en).keys(),
): string[] {
  const used = new Set<string>()
  const patterns: RegExp[] = []
  for (const { file, text } of shop) {
    if (isTest(file) || isCatalog(file)) continue
    for (const [, key = ''] of text.matchAll(/'([a-z][\w-]*(?:\.[\w-]+)+)'/gi)) used.add(key)
    for (const [, pattern = ''] of text.matchAll(/`([a-z][\w-]*\.(?:[\w.-]|\$\{[^{}]*\})+)`/gi))
      if (pattern.includes('${'))
        patterns.push(new RegExp(`^${pattern.replace(/\./g, '\\.').replace(/\$\{[^{}]*\}/g, '[\\w-]+')}$`))
    for (const [, group = ''] of text.matchAll(/'@\/lib\/languages\/en\/([\w-]+)'/g))
      patterns.push(new RegExp(`^${group}\\.`))
    for (const [, group = ''] of text.matchAll(/\bwords\.([a-z][\w-]*(?:\.[a-z][\w-]*)*)/gi))
      patterns.push(new RegExp(`^${group.replace(/\./g, '\\.')}(?:\\.|$)`))
  }
  return [...keys]
    .filter((key) => !used.has(key) && !patterns.some((pattern) => pattern.test(key)))
    .map((key) => `${key} is in the catalogs (lib/languages), but nothing says it`)
}

/** Attributes that people read, or have read to them. */
const readAloud =
  /^(?:title|lead|label|alt|placeholder|text|hint|above|heading|description|summary|caption|pendingText|aria-label|aria-description|aria-roledescription|note)$/

const hasWords = (text: string) => /\p{L}{2}/u.test(text.replace(/&[a-z]+;/g, ''))

/** Nothing that buyers read is written into a component: it would be the same in every language. */
export function writtenTextFaults(shop: Source[] = sources('app')): string[] {
  return shop
    .filter(({ file }) => isShown(file) && !isTest(file))
    .flatMap(({ file, text }) =>
      writtenTexts(file, text).map((found) => `${file}: put "${found}" into a catalog (lib/languages)`),
    )
}

function writtenTexts(file: string, text: string): string[] {
  const found: string[] = []
  const add = (words: string) => {
    if (hasWords(words)) found.push(words.trim())
  }
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) add(node.text)
    else if (ts.isJsxAttribute(node)) {
      if (node.initializer && ts.isStringLiteral(node.initializer)) {
        if (readAloud.test(node.name.getText(source))) add(node.initializer.text)
      } else ts.forEachChild(node, visit)
      return
    } else if (ts.isStringLiteralLike(node) && isShownText(node)) add(node.text)
    else if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) addSentence(node, add)
    ts.forEachChild(node, visit)
  }
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  visit(source)
  return found
}

/** A text of a program is taken for a sentence when it begins like one, or has a word that ends in a full stop. */
function addSentence(node: ts.StringLiteralLike | ts.TemplateExpression, add: (words: string) => void): void {
  const parent = node.parent
  if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || isForLog(node)) return
  const words = ts.isTemplateExpression(node)
    ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…')
    : node.text
  if (/^\p{Lu}[\p{L}’'-]* \p{L}|\p{L} \p{L}+[.?!](?:\s|$)/u.test(words)) add(words)
}

/** Whether a text stands among an element's children, perhaps as one of two. */
function isShownText(node: ts.Node): boolean {
  let above = node.parent
  while (
    ts.isConditionalExpression(above) ||
    ts.isBinaryExpression(above) ||
    ts.isParenthesizedExpression(above)
  ) {
    if (ts.isConditionalExpression(above) && above.condition === node) return false
    if (ts.isBinaryExpression(above) && above.right !== node) return false
    node = above
    above = above.parent
  }
  return ts.isJsxExpression(above) && !ts.isJsxAttribute(above.parent)
}

/** Errors that are thrown, and lines of the log, are for those who run the shop. */
function isForLog(node: ts.Node): boolean {
  for (let above: ts.Node | undefined = node.parent; above && !ts.isStatement(above); above = above.parent) {
    if (ts.isNewExpression(above) && /Error$/.test(above.expression.getText())) return true
    if (ts.isCallExpression(above) && /^(?:log|console)\./.test(above.expression.getText())) return true
  }
  return false
}
