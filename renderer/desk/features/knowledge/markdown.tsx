import { memo, type ReactNode } from 'react'
import ReactMarkdown, { type Components } from 'react-markdown'
import rehypeSanitize, { type Options } from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import { ImageOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { articleIdSchema, type ArticleId } from '#shared/ids'
import { CodeBlock, CopyAddress } from './copyable'
import styles from './markdown.module.css'

/** Everything an article may become; what is not named here does not reach the page. */
const allowed: Options = {
  tagNames: [
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'p',
    'br',
    'hr',
    'blockquote',
    'ul',
    'ol',
    'li',
    'strong',
    'em',
    'del',
    'code',
    'pre',
    'table',
    'thead',
    'tbody',
    'tr',
    'th',
    'td',
    'a',
    'img',
    'input',
    'section',
    'sup',
  ],
  attributes: {
    a: ['href'],
    img: ['alt'],
    input: [['type', 'checkbox'], 'checked'],
    ol: ['start'],
    code: [['className', /^language-[\w+#.-]{1,40}$/]],
    th: [['align', 'left', 'right', 'center']],
    td: [['align', 'left', 'right', 'center']],
  },
  protocols: { href: ['http', 'https', 'hotline-article'] },
  strip: [],
  clobber: [],
  allowComments: false,
  allowDoctypes: false,
}

type MarkdownNode = { type: string; children?: MarkdownNode[] }

/** Raw HTML becomes the text it is, so nothing an author wrote vanishes and nothing of it runs. */
const showHtmlAsText =
  () =>
  (tree: MarkdownNode): void => {
    const walk = (node: MarkdownNode): void => {
      if (node.type === 'html') node.type = 'text'
      node.children?.forEach(walk)
    }
    walk(tree)
  }

const safeAddress = (url: string): string => (/^(?:https?:\/\/|hotline-article:)/i.test(url) ? url : '')

const OmittedImage = ({ alt }: { alt: string }) => {
  const { t } = useTranslation('article')
  return (
    <span className={styles.omitted}>
      <ImageOff size={14} aria-hidden />
      {alt === '' ? t('imageOmitted') : t('imageOmittedNamed', { name: alt })}
    </span>
  )
}

const TableFrame = ({ children }: { children: ReactNode }) => {
  const { t } = useTranslation('article')
  return (
    <div className={styles.tableFrame} role="region" aria-label={t('table')} tabIndex={0}>
      <table>{children}</table>
    </div>
  )
}

const componentsFor = (onArticle: (id: ArticleId) => void): Components => ({
  // The article's own title is the second level of the page.
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h3>{children}</h3>,
  h3: ({ children }) => <h4>{children}</h4>,
  h4: ({ children }) => <h5>{children}</h5>,
  h5: ({ children }) => <h6>{children}</h6>,
  h6: ({ children }) => <h6>{children}</h6>,
  pre: ({ children }) => <CodeBlock>{children}</CodeBlock>,
  table: ({ children }) => <TableFrame>{children}</TableFrame>,
  img: ({ alt }) => <OmittedImage alt={alt ?? ''} />,
  input: ({ checked }) => <span className={styles.tick}>{checked === true ? '☑' : '☐'}</span>,
  a: ({ href, children }) => {
    const article = articleIdSchema.safeParse(/^hotline-article:(?:\/\/)?(.+)$/i.exec(href ?? '')?.[1])
    if (article.success)
      return (
        <button
          type="button"
          className={styles.articleLink}
          onClick={() => {
            onArticle(article.data)
          }}
        >
          {children}
        </button>
      )
    if (href === undefined || !/^https?:\/\//i.test(href)) return <span>{children}</span>
    return <CopyAddress address={href}>{children}</CopyAddress>
  },
})

/**
 * An article's Markdown as elements of the page: parsed to a tree, cut to an allow-list, never set as HTML.
 * Nothing in it can run, load or navigate: addresses are shown to be copied, images are named and left out.
 * @param onArticle opens another article that this one points at.
 */
export const Markdown = memo(({ source, onArticle }: { source: string; onArticle: (id: ArticleId) => void }) => (
  <div className={styles.markdown}>
    <ReactMarkdown
      remarkPlugins={[remarkGfm, showHtmlAsText]}
      rehypePlugins={[[rehypeSanitize, allowed]]}
      urlTransform={safeAddress}
      components={componentsFor(onArticle)}
    >
      {source}
    </ReactMarkdown>
  </div>
))
Markdown.displayName = 'Markdown'
