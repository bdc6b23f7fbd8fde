import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

/** One home per dangerous package: the folder that may import it, and nobody else. */
const homes = {
  'socket.io-client': 'main/core/sync',
  '@signalapp/sqlcipher': 'main/core/replica/driver.ts',
  'electron-store': 'main/settings',
  pg: 'server',
  kysely: 'server',
  fastify: 'server',
}
/** What comes from Electron by these names reaches the other side of the wall unchecked. */
const rawIpc = {
  name: 'electron',
  importNames: ['ipcMain', 'ipcRenderer', 'webContents', 'MessageChannelMain'],
  message: 'Raw IPC is banned: add a call or an event to shared/ipc/contract.ts; main/ipc/gate.ts carries it.',
}
/** A window gives its page out too, without an import. */
const rawSend = {
  selector:
    "MemberExpression[property.name=/^(send|sendToFrame|postMessage|ipc)$/][object.property.name='webContents']",
  message: 'Raw IPC is banned: add an event to shared/ipc/contract.ts and let main/ipc/gate.ts carry it.',
}
/** @param {string | null} except the home whose package may be imported there */
const banned = (except) => [
  'error',
  {
    paths: [
      ...(except === 'raw IPC' ? [] : [rawIpc]),
      ...Object.entries(homes)
        .filter(([, home]) => home !== except)
        .map(([name, home]) => ({ name, message: `${name} lives in ${home} only.` })),
    ],
  },
]

export default tseslint.config(
  { ignores: ['node_modules/', 'out/', 'release/', '**/*.d.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strict],
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-imports': banned(null),
      'no-restricted-syntax': [
        'error',
        rawSend,
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        { selector: 'TSEnumDeclaration', message: 'No enums: a union of words.' },
      ],
      'no-console': 'error',
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['main/core/sync/**'], rules: { 'no-restricted-imports': banned('main/core/sync') } },
  { files: ['main/core/replica/driver.ts'], rules: { 'no-restricted-imports': banned('main/core/replica/driver.ts') } },
  { files: ['main/settings/**'], rules: { 'no-restricted-imports': banned('main/settings') } },
  { files: ['server/**'], rules: { 'no-restricted-imports': banned('server') } },
  { files: ['main/ipc/gate.ts', 'main/preload.ts'], rules: { 'no-restricted-imports': banned('raw IPC') } },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { ...reactHooks.configs.recommended.rules },
  },
  // Programs that talk to a terminal, and tests of real sockets that stand in for foreign consoles.
  {
    files: ['tools/**', 'bench/**', 'soak/**', 'crash/**', 'server/cli.ts', 'e2e/*-reporter.ts', 'e2e/launches.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.test.{ts,tsx}', '**/testing/**', 'e2e/**', 'bench/**', 'soak/**', 'crash/**'],
    rules: {
      'no-restricted-imports': 'off',
      'max-lines': ['error', { max: 500 }],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['*.config.{ts,js}', '**/*.config.{ts,js}', 'e2e/*-reporter.ts'], rules: { 'no-restricted-syntax': 'off' } },
)
