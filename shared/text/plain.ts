/** Longer lines are data; taking marks out of them could cost quadratic time. */
const lineLimit = 20_000

const inline = (line: string): string =>
  line.length > lineLimit
    ? line
    : line
        .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
        .replace(/<\/?[a-zA-Z][^<>]{0,500}>/g, ' ')
        .replace(/(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1/g, '$2')
        .replace(/(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])/g, '$1')
        .replace(/`+([^`]+)`+/g, '$1')

/**
 * Markdown as one line of plain text, for searching and excerpts. Code keeps its words; marks, link targets and table
 * rules go. It is never shown as HTML, so it need not be exact.
 */
export const plainText = (markdown: string): string => {
  const lines: string[] = []
  let isCode = false
  for (const line of markdown.split(/\r\n?|\n/)) {
    if (/^\s{0,3}(```|~~~)/.test(line)) {
      isCode = !isCode
      continue
    }
    if (isCode) {
      lines.push(line)
      continue
    }
    if (/^\s*\|?[\s:|-]*-{3,}[\s:|-]*$/.test(line)) continue
    const bare = line.replace(/^\s*(?:>\s?|#{1,6}\s+|[-*+]\s+(?:\[[ xX]\]\s+)?|\d{1,3}[.)]\s+)+/, '')
    lines.push(inline(bare.includes('|') && /^\s*\|/.test(bare) ? bare.replaceAll('|', ' ') : bare))
  }
  return lines.join(' ').replace(/\s+/g, ' ').trim()
}
