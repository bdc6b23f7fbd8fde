// Who may import whom. The path names the process, the process names the powers.
const test = '\\.test\\.tsx?$'
/** What sets tests up stands beside the product and is no part of it. */
const testing = '(^|/)testing/'
const stages = '^(bench|crash|e2e|soak)/'

const error = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to })
/** What is under `path`, but for its tests, imports what is allowed; what sets its tests up imports `testing/`, too. */
const only = (name, path, allowed, comment) =>
  error(name, comment, { path, pathNot: [test] }, { pathNot: [...allowed, '^testing/'], dependencyTypesNot: ['core'] })

const packages = '^node_modules/(?!electron/)'

module.exports = {
  forbidden: [
    error(
      'no-cycles',
      'Two files that need each other are one file, or lack a third.',
      {},
      {
        circular: true,
        viaOnly: { dependencyTypesNot: ['type-only'] },
      },
    ),
    error('no-unresolvable', 'There is no such file or package.', {}, { couldNotResolve: true }),
    only(
      'shared-is-plain',
      '^shared/',
      ['^shared/', '^node_modules/zod/', '^node_modules/libphonenumber-js/', '^node_modules/chinese-days/dist/.*json$'],
      'shared imports shared, zod, the numbering plans for telephone numbers and the published holidays.',
    ),
    error(
      'shared-has-no-node',
      'shared runs in a page, too: no Node.',
      { path: '^shared/', pathNot: test },
      { dependencyTypes: ['core'] },
    ),
    only(
      'core-is-main-and-shared',
      '^main/core/',
      ['^main/core/', '^shared/', packages],
      'The core imports core and shared; no Electron.',
    ),
    only(
      'main-knows-no-server',
      '^main/(?!core/)',
      ['^main/(?!core/)', '^shared/', '^resources/', '^node_modules/', '^package.json$'],
      'main imports main and shared; the core and the server are forked, never imported.',
    ),
    only(
      'preload-stays-small',
      '^main/preload\\.ts$',
      ['^shared/ipc/bridge\\.ts$', '^node_modules/electron/'],
      'The preload imports the bridge and electron only.',
    ),
    only(
      'server-is-alone',
      '^server/',
      ['^server/', '^shared/', '^resources/', packages, '^package.json$'],
      'The server imports server and shared; no Electron.',
    ),
    only(
      'tools-stand-outside',
      '^tools/',
      ['^tools/', '^shared/', packages],
      'tools import tools and shared: they talk to a server over the wire.',
    ),
    only(
      'testing-knows-no-room',
      '^testing/',
      ['^shared/', packages],
      'What the tests of several rooms need imports shared and packages; what knows a room stands in its own testing.',
    ),
    only(
      'renderer-is-a-page',
      '^renderer/',
      ['^renderer/', '^shared/', '^resources/', packages],
      'A page imports renderer and shared.',
    ),
    error(
      'renderer-has-no-node',
      'A page has no Node.',
      { path: '^renderer/', pathNot: test },
      { dependencyTypes: ['core'] },
    ),
    error(
      'pages-share-what-knows-no-page',
      'What every page is made of knows no page.',
      { path: '^renderer/shared/' },
      { path: '^renderer/(?!shared/)' },
    ),
    error(
      'features-below-the-shell',
      'The shell is made of features; a feature uses navigation and never the shell.',
      { path: '^renderer/desk/(bridge|features|navigation)/' },
      { path: '^renderer/desk/(shell/|app|main)' },
    ),
    error(
      'navigation-below-features',
      'Features register and ask navigation; it knows none of them.',
      { path: '^renderer/desk/(bridge|navigation)/' },
      { path: '^renderer/desk/features/' },
    ),
    error(
      'features-meet-at-the-door',
      'A feature reaches another only through its index.',
      { path: '^renderer/desk/features/([^/]+)/' },
      {
        path: '^renderer/desk/features/',
        pathNot: ['^renderer/desk/features/$1/', '^renderer/desk/features/[^/]+/index\\.tsx?$'],
      },
    ),
    error(
      'shell-enters-by-the-door',
      'The shell reaches a feature only through its index.',
      { path: '^renderer/desk/(shell/|app|main)' },
      { path: '^renderer/desk/features/', pathNot: '^renderer/desk/features/[^/]+/index\\.tsx?$' },
    ),
    error(
      'product-without-tests',
      'What a test sets up is no part of the product.',
      { path: '^(main|renderer|server|shared|tools|scripts)/', pathNot: [test, testing] },
      { path: [testing, test, stages] },
    ),
    error(
      'testing-serves-tests',
      'What tests the whole starts it as a person would and never reaches into a page, but for what its tests are made of.',
      { path: stages },
      { path: '^renderer/', pathNot: testing },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    exclude: { path: '\\.css$' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      mainFields: ['module', 'main', 'types'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
}
