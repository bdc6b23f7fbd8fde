/**
 * What stands in for React on a page that strangers load over a slow line: the same interface at a tenth of the size.
 * The longer names come first, because the first that fits is taken.
 */
export const smallReact = {
  'react-dom/client': 'preact/compat/client',
  'react-dom/server': 'preact/compat/server',
  'react-dom': 'preact/compat',
  'react/jsx-runtime': 'preact/compat/jsx-runtime',
  'react/jsx-dev-runtime': 'preact/compat/jsx-dev-runtime',
  react: 'preact/compat',
}
