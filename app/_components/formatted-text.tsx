/** Plain text as paragraphs (separated by an empty line) and lists (lines that begin with "- "). */
export function FormattedText({ text }: { text: string }) {
  return text.split(/\n{2,}/).map((block) => {
    const items = block.split('\n').filter((line) => line.startsWith('- '))
    return items.length > 0 ? (
      <ul key={block}>
        {items.map((item) => (
          <li key={item}>{item.slice(2)}</li>
        ))}
      </ul>
    ) : (
      <p key={block}>{block}</p>
    )
  })
}
