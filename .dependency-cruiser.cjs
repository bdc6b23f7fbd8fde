// Who may import whom. The path names the process, the process names the powers.
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from.path, ...(from.pathNot ? { pathNot: from.pathNot } : {}) },
  to: { pathNot: allowed, dependencyTypesNot: ['core'] },
})
const test = '\\.test\\.tsx?$'

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    only(
      'shared-is-plain',
      { path: '^shared/', pathNot: test },
      ['^shared/', '^node_modules/zod/', '^node_modules/libphonenumber-js/'],
      'shared → shared, zod (and the numbering plans for telephone numbers)',
    ),
    {
      name: 'shared-has-no-node',
      severity: 'error',
      from: { path: '^shared/', pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    only(
      'core-is-main-and-shared',
      { path: '^main/core/', pathNot: test },
      ['^main/core/', '^shared/', '^node_modules/(?!electron/)'],
      'core → core, shared; no electron',
    ),
    only(
      'main-knows-no-server',
      { path: '^main/(?!core/)', pathNot: test },
      ['^main/(?!core/)', '^shared/', '^resources/', '^node_modules/', '^package.json$'],
      'main → main, shared; the core and the server are forked, never imported',
    ),
    only(
      'preload-stays-small',
      { path: '^main/preload\\.ts$' },
      ['^shared/ipc/bridge\\.ts$', '^node_modules/electron/'],
      'preload → the bridge and electron only',
    ),
    only(
      'server-is-alone',
      { path: '^server/', pathNot: test },
      ['^server/', '^shared/', '^resources/', '^node_modules/(?!electron/)', '^package.json$'],
      'server → server, shared; no electron',
    ),
    only(
      'tools-stand-outside',
      { path: '^tools/', pathNot: test },
      ['^tools/', '^shared/', '^node_modules/(?!electron/)'],
      'tools → tools, shared: they talk to a server over the wire',
    ),
    only(
      'renderer-is-a-page',
      { path: '^renderer/', pathNot: test },
      ['^renderer/', '^shared/', '^resources/', '^node_modules/(?!electron/)'],
      'renderer → renderer, shared',
    ),
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^renderer/', pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'ui-knows-no-feature',
      severity: 'error',
      from: { path: '^renderer/desk/ui/' },
      to: { path: '^renderer/desk/(features|shell)/' },
    },
    {
      name: 'features-meet-at-the-door',
      severity: 'error',
      comment: 'a feature reaches another only through its index',
      from: { path: '^renderer/desk/features/([^/]+)/' },
      to: {
        path: '^renderer/desk/features/',
        pathNot: ['^renderer/desk/features/$1/', '^renderer/desk/features/[^/]+/index\\.tsx?$'],
      },
    },
    {
      name: 'shell-enters-by-the-door',
      severity: 'error',
      from: { path: '^renderer/desk/(shell|app)' },
      to: { path: '^renderer/desk/features/', pathNot: '^renderer/desk/features/[^/]+/index\\.tsx?$' },
    },
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
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
}
